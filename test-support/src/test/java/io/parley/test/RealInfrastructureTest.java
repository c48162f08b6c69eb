package io.parley.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

@RealInfrastructure({Part.POSTGRES, Part.REDIS, Part.KAFKA, Part.USER_SERVICE})
class RealInfrastructureTest {

    @Test
    void setsTheSettingsOfServices() {
        assertThat(System.getProperties())
                .containsKeys(
                        "PARLEY_DB_URL",
                        "PARLEY_DB_USER",
                        "PARLEY_DB_PASSWORD",
                        "PARLEY_REDIS_URL",
                        "PARLEY_KAFKA_BOOTSTRAP_SERVERS",
                        "PARLEY_USER_SERVICE_URL",
                        "PARLEY_INTERNAL_SECRET",
                        "PARLEY_TOKEN_ISSUER");
    }

    @Test
    void aServiceOwnsItsSchemaAndFindsItWithoutNamingIt() throws SQLException {
        try (var connection = Infrastructure.shared().database().connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (id int)");
            try (var rows = statement.executeQuery("SELECT to_regclass('parley_owner.mine')")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("mine");
            }
            assertThatThrownBy(() -> statement.execute("CREATE TABLE public.others (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void redisAndKafkaAnswer() throws Exception {
        var redis = URI.create(Infrastructure.shared().redisUrl());
        try (var socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("+PONG");
        }
        var servers = Infrastructure.shared().kafkaBootstrapServers();
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void partsAreStartedOnce() throws IOException {
        var first = Infrastructure.shared().settings(Part.POSTGRES, Part.REDIS, Part.KAFKA);
        var second = Infrastructure.shared().settings(Part.POSTGRES, Part.REDIS, Part.KAFKA);

        assertThat(second).isEqualTo(first);
    }
}
