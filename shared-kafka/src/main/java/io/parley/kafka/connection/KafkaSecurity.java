package io.parley.kafka.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * How clients of Kafka encrypt, and how they say who they are.
 *
 * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
 * @param mechanism of SASL: {@code SCRAM-SHA-512}, {@code SCRAM-SHA-256} or {@code PLAIN}
 * @param user and its password for SASL; empty otherwise
 * @param caFile the authorities, in PEM, that sign the brokers' certificates; empty for those that
 *     the Java runtime knows
 */
public record KafkaSecurity(
        String protocol, String mechanism, String user, String password, String caFile) {

    private static final Set<String> PROTOCOLS =
            Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");

    /** Neither encrypted nor signed in. */
    public static final KafkaSecurity NONE =
            new KafkaSecurity("PLAINTEXT", "SCRAM-SHA-512", "", "", "");

    public KafkaSecurity {
        require(
                PROTOCOLS.contains(protocol),
                "PARLEY_KAFKA_SECURITY_PROTOCOL must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
        require(
                MECHANISMS.contains(mechanism),
                "PARLEY_KAFKA_SASL_MECHANISM must be SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN");
        var isSigned = protocol.startsWith("SASL");
        require(
                isSigned != user.isEmpty() && isSigned != password.isEmpty(),
                isSigned
                        ? "PARLEY_KAFKA_USER and PARLEY_KAFKA_PASSWORD must be set, because PARLEY_KAFKA_SECURITY_PROTOCOL is "
                                + protocol
                        : "PARLEY_KAFKA_USER and PARLEY_KAFKA_PASSWORD are set: PARLEY_KAFKA_SECURITY_PROTOCOL must be SASL_SSL, or SASL_PLAINTEXT for a user without encryption");
        if (!caFile.isEmpty()) {
            require(
                    protocol.endsWith("SSL"),
                    "PARLEY_KAFKA_CA_FILE is set: PARLEY_KAFKA_SECURITY_PROTOCOL must be SASL_SSL or SSL");
            require(
                    holdsCertificates(caFile),
                    "PARLEY_KAFKA_CA_FILE must name a readable file with certificates in PEM");
        }
    }

    /** What every client's configuration begins with. */
    Map<String, Object> config() {
        var config = new HashMap<String, Object>();
        config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        if (!user.isEmpty()) {
            config.put(SaslConfigs.SASL_MECHANISM, mechanism);
            config.put(SaslConfigs.SASL_JAAS_CONFIG, login());
        }
        if (!caFile.isEmpty()) {
            config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, caFile);
        }
        return config;
    }

    private String login() {
        var module =
                mechanism.equals("PLAIN")
                        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                        : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return "%s required username=%s password=%s;"
                .formatted(module, quoted(user), quoted(password));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean holdsCertificates(String path) {
        try (var file = Files.newInputStream(Path.of(path))) {
            return !CertificateFactory.getInstance("X.509").generateCertificates(file).isEmpty();
        } catch (IOException | CertificateException | IllegalArgumentException unusable) {
            return false;
        }
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new KafkaRefusal(sentence);
        }
    }

    /** It holds a password. */
    @Override
    public String toString() {
        return "KafkaSecurity[" + protocol + "]";
    }
}
