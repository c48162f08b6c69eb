package io.parley.stack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other accounts of the machine reach every port of the loopback interface. */
@Tag("servers")
class ServerPasswordsTest {

    private static final String PASSWORD = "abcdefgh2345";
    private static final int REFUSAL_WITHIN_MS = 5_000;

    @TempDir static Path directory;
    private static Running<RedisServer> redis;
    private static Running<KafkaServer> kafka;

    /** Over data that an earlier version has left, which knew no passwords. */
    @BeforeAll
    static void startOverOldData() throws Exception {
        try (var old = Running.start(redisOf(""));
                var client = RedisClient.create(old.server().url());
                var connection = client.connect()) {
            connection.sync().set("kept", "42");
        }
        try (var old = Running.start(kafkaOf(""));
                var admin = Admin.create(old.server().access().config(Map.of()))) {
            admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all().get();
        }
        redis = Running.start(redisOf(PASSWORD));
        kafka = Running.start(kafkaOf(PASSWORD));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        redis.close();
    }

    private static RedisServer redisOf(String password) {
        return new RedisServer(
                directory.resolve("redis"), directory.resolve("redis.log"), password);
    }

    private static KafkaServer kafkaOf(String password) {
        return new KafkaServer(
                directory.resolve("kafka"),
                directory.resolve("kafka.log"),
                Durability.FULL,
                List.of(KafkaListener.of("somebody", password, port -> port)),
                password);
    }

    @Test
    void whoKnowsThePasswordFindsTheDataOfAnEarlierVersion() throws Exception {
        try (var client = RedisClient.create(redis.server().url());
                var connection = client.connect()) {
            assertThat(connection.sync().get("kept")).isEqualTo("42");
        }
        try (var admin = Admin.create(kafka.server().access().config(Map.of()))) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET kept",
                "KEYS *",
                "PUBLISH {p0}:c:room forged",
                "SPUBLISH {p0}:c:room forged",
                "SUBSCRIBE {p0}:c:room",
                "XADD {p0}:s:room 1-0 e forged",
                "CONFIG GET requirepass",
                "REPLICAOF 127.0.0.1 1"
            })
    void nobodyElseReadsRedisOrPublishesThere(String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.server().port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes("-NOAUTH".length());

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("-NOAUTH");
        }
    }

    @Test
    void nobodyElseComesIntoKafkaByAnyOfItsPorts() {
        for (var port : kafkaPorts()) {
            assertRefused(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    KafkaAccess.local("127.0.0.1:" + port, "wrong"));
        }
    }

    /** A client of the controller is told by another setting where it is. */
    @Test
    void nobodyElseComesIntoItsController() throws IOException {
        assertRefused(
                AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
                KafkaAccess.local("127.0.0.1:" + controllerPort(), "wrong"));
    }

    private static void assertRefused(String setting, KafkaAccess access) {
        var config = access.config(Map.of());
        var address = config.remove(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        config.put(setting, address);
        try (var admin = Admin.create(config)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    /** Without any login the broker hangs up, and the client asks again until its time is over. */
    @Test
    void whoDoesNotSignInAtAllLearnsNothing() {
        for (var port : kafkaPorts()) {
            var config =
                    KafkaAccess.local("127.0.0.1:" + port, "")
                            .config(
                                    Map.of(
                                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                            REFUSAL_WITHIN_MS,
                                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                            REFUSAL_WITHIN_MS));
            var admin = Admin.create(config);
            try {
                assertThatThrownBy(() -> admin.listTopics().names().get())
                        .isInstanceOf(ExecutionException.class);
            } finally {
                admin.close(Duration.ZERO);
            }
        }
    }

    @Test
    void thePasswordStandsInFilesOfTheOwnerAloneAndOnNoCommandLine() throws IOException {
        for (var file : List.of("redis/redis.conf", "kafka/kafka.properties")) {
            assertThat(Files.readString(directory.resolve(file))).contains(PASSWORD);
            assertThat(Files.getPosixFilePermissions(directory.resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        for (var process : List.of(redis.process(), kafka.process())) {
            var line = Path.of("/proc/%d/cmdline".formatted(process.pid()));
            assertThat(Files.readString(line, StandardCharsets.ISO_8859_1))
                    .contains(directory.toString())
                    .doesNotContain(PASSWORD);
        }
        for (var folder : List.of("redis", "kafka")) {
            assertThat(Files.getPosixFilePermissions(directory.resolve(folder)))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static List<String> kafkaPorts() {
        return List.of(
                Integer.toString(kafka.server().port()),
                port(kafka.server().bootstrapServers("somebody")));
    }

    private static String controllerPort() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("kafka/kafka.properties"))) {
            settings.load(reader);
        }
        return port(settings.getProperty("controller.quorum.voters"));
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }
}
