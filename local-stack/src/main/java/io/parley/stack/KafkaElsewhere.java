package io.parley.stack;

import io.parley.stack.infrastructure.KafkaAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** A Kafka of an installation elsewhere, by the variables that its services have. */
record KafkaElsewhere(Map<String, String> environment) {

    /** Empty where its address is not given. */
    Optional<KafkaAccess> access() {
        return environment("PARLEY_KAFKA_BOOTSTRAP_SERVERS")
                .map(servers -> new KafkaAccess(servers, security()));
    }

    private Map<String, String> security() {
        var security = new HashMap<String, String>();
        environment("PARLEY_KAFKA_SECURITY_PROTOCOL")
                .ifPresent(
                        protocol ->
                                security.put(
                                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol));
        environment("PARLEY_KAFKA_USER").ifPresent(user -> security.putAll(login(user)));
        environment("PARLEY_KAFKA_CA_FILE")
                .ifPresent(
                        file -> {
                            security.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                            security.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
                        });
        return security;
    }

    private Map<String, String> login(String user) {
        var mechanism = environment("PARLEY_KAFKA_SASL_MECHANISM").orElse("SCRAM-SHA-512");
        var module =
                mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        var password = environment("PARLEY_KAFKA_PASSWORD").orElse("");
        return Map.of(
                SaslConfigs.SASL_MECHANISM,
                mechanism,
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.%s required username=%s password=%s;"
                        .formatted(module, quoted(user), quoted(password)));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
