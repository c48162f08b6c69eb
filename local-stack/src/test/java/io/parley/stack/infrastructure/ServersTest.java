package io.parley.stack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class ServersTest {

    @TempDir Path directory;

    @Test
    void postgresKeepsItsDataOverARestart() throws SQLException {
        try (var server = startPostgres();
                var connection = server.server().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var server = startPostgres();
                var connection = server.server().connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT answer, version() FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
            assertThat(rows.getString(2)).startsWith("PostgreSQL 18");
        }
    }

    private Running<PostgresServer> startPostgres() {
        return Running.start(
                new PostgresServer(
                        directory.resolve("pg"),
                        directory.resolve("pg.log"),
                        "secret",
                        Durability.FULL));
    }

    @Test
    void postgresComesBackAfterItWasKilled() throws SQLException {
        try (var server = startPostgres()) {
            server.process().kill();
            server.process().onExit().join();
            server.relaunch();
            server.awaitReady();

            try (var connection = server.server().connect("postgres")) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void redisKeepsItsDataOverARestart() throws IOException {
        try (var server = startRedis()) {
            assertThat(ask(server.server(), "SET kept 42")).isEqualTo("+OK");
        }

        try (var server = startRedis()) {
            assertThat(ask(server.server(), "STRLEN kept")).isEqualTo(":2\r");
        }
    }

    private Running<RedisServer> startRedis() {
        return Running.start(
                new RedisServer(directory.resolve("redis"), directory.resolve("redis.log")));
    }

    private static String ask(RedisServer server, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void kafkaKeepsItsTopicsOverARestartOnAnotherPort() throws Exception {
        try (var server = startKafka();
                var admin = admin(server.server())) {
            admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all().get();
        }

        try (var server = startKafka();
                var admin = admin(server.server())) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    private Running<KafkaServer> startKafka() {
        return Running.start(
                new KafkaServer(
                        directory.resolve("kafka"),
                        directory.resolve("kafka.log"),
                        Durability.FULL));
    }

    private static Admin admin(KafkaServer server) {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    @Test
    void aChildThatDiesWhileStartingIsReportedAtOnceWithItsLog() {
        var log = directory.resolve("false.log");
        var child =
                ChildProcess.start(ChildProcess.Spec.of("probe", List.of("false"), directory, log));

        assertThatThrownBy(() -> child.await(() -> false, Duration.ofMinutes(1)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("probe ended with code 1")
                .hasMessageContaining(log.toString());
    }
}
