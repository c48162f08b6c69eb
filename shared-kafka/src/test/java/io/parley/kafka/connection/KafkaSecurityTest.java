package io.parley.kafka.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.kafka.follow.FollowedTopic;
import io.parley.kafka.follow.LogFollower;
import io.parley.kafka.follow.LogListener;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaListener;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that asks for TLS and a user, and whose certificate is for 127.0.0.1 alone. */
@Tag("servers")
class KafkaSecurityTest {

    private static final String USER = "parley";
    private static final String PASSWORD = "quoted \"secret\\";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path directory;

    private static TestAuthority authority;
    private static Running<KafkaServer> kafka;
    private static String secured;

    @BeforeAll
    static void start() throws Exception {
        authority = new TestAuthority(directory);
        var listener = KafkaListener.secured("secured", "SASL_SSL", broker());
        secured = "127.0.0.1:" + listener.port();
        kafka =
                Running.start(
                        new KafkaServer(
                                directory.resolve("kafka"),
                                directory.resolve("kafka.log"),
                                Durability.NONE,
                                List.of(listener)));
        try (var admin =
                Admin.create(KafkaConnection.plain(kafka.server().bootstrapServers()).config())) {
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            USER,
                                            new ScramCredentialInfo(
                                                    ScramMechanism.SCRAM_SHA_512, 4096),
                                            PASSWORD)))
                    .all()
                    .get();
        }
    }

    private static Map<String, String> broker() throws IOException {
        var identity = authority.issue("127.0.0.1");
        var store = directory.resolve("broker.pem");
        Files.writeString(
                store, Files.readString(identity.key()) + Files.readString(identity.certificate()));
        return Map.of(
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                store.toString(),
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512,PLAIN",
                "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " user_parley=\"quoted \\\"secret\\\\\";");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-512", "PLAIN"})
    void consumersProducersAndAdminsComeIn(String mechanism) throws Exception {
        var connection = new KafkaConnection(secured, security(mechanism, PASSWORD));
        var seen = Collections.synchronizedList(new ArrayList<String>());
        var topic = new FollowedTopic(connection, mechanism, 1, (short) 1, Optional.empty());
        try (var follower = new LogFollower(topic, listener(seen));
                var producer =
                        new KafkaProducer<>(
                                connection.config(),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            follower.start();
            assertThat(follower.awaitEnd(PATIENCE)).isTrue();

            var text = "encrypted".getBytes(UTF_8);
            producer.send(new ProducerRecord<>(mechanism, text, text)).get();

            await().atMost(PATIENCE).until(() -> seen.contains("encrypted"));
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        refuses(secured, security("SCRAM-SHA-512", "wrong"), "PARLEY_KAFKA_PASSWORD");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
        var other = new TestAuthority(Files.createDirectory(directory.resolve("other")));

        refuses(
                secured,
                new KafkaSecurity("SASL_SSL", "PLAIN", USER, PASSWORD, other.file().toString()),
                "PARLEY_KAFKA_CA_FILE");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        refuses(
                secured.replace("127.0.0.1", "localhost"),
                security("PLAIN", PASSWORD),
                "The certificate of Kafka is for another name");
    }

    @ParameterizedTest
    @CsvSource({
        "TLS, PLAIN, '', '', '', PARLEY_KAFKA_SECURITY_PROTOCOL must be",
        "SASL_SSL, GSSAPI, u, p, '', PARLEY_KAFKA_SASL_MECHANISM must be",
        "SASL_SSL, PLAIN, u, '', '', PARLEY_KAFKA_USER and PARLEY_KAFKA_PASSWORD must be set",
        "SSL, PLAIN, u, p, '', PARLEY_KAFKA_USER and PARLEY_KAFKA_PASSWORD are set",
        "PLAINTEXT, PLAIN, '', '', /none, PARLEY_KAFKA_CA_FILE is set",
        "SSL, PLAIN, '', '', /none, PARLEY_KAFKA_CA_FILE must name",
    })
    void refusesSettingsThatDoNotBelongTogether(
            String protocol,
            String mechanism,
            String user,
            String password,
            String file,
            String sentence) {
        assertThatThrownBy(() -> new KafkaSecurity(protocol, mechanism, user, password, file))
                .isInstanceOf(KafkaRefusal.class)
                .hasMessageStartingWith(sentence);
    }

    private static KafkaSecurity security(String mechanism, String password) {
        return new KafkaSecurity(
                "SASL_SSL", mechanism, USER, password, authority.file().toString());
    }

    private static void refuses(String servers, KafkaSecurity security, String sentence) {
        var config = new KafkaConnection(servers, security).config();
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 20_000);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
        try (var admin = Admin.create(config)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(
                            failure ->
                                    assertThat(KafkaRefusal.of(failure))
                                            .hasMessageContaining(sentence)
                                            .hasMessageNotContaining("secret"));
        }
    }

    private static LogListener listener(List<String> seen) {
        return new LogListener() {
            @Override
            public void apply(byte[] value) {
                seen.add(new String(value, UTF_8));
            }

            @Override
            public void missed() {
                throw new AssertionError("nothing is missed");
            }
        };
    }
}
