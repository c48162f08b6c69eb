package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.stack.infrastructure.FreePort;
import io.parley.stack.infrastructure.Running;
import io.parley.test.TestAuthority;
import io.parley.test.redis.RedisNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is for localhost alone. */
@Tag("servers")
class RedisTlsTest {

    @TempDir private static Path directory;

    private static TestAuthority authority;
    private static Running<RedisNode> server;
    private static int port;

    @BeforeAll
    static void start() {
        authority = new TestAuthority(directory);
        var identity = authority.issue("localhost");
        port = FreePort.next();
        server =
                Running.start(
                        new RedisNode(
                                directory.resolve("redis"),
                                List.of(
                                        "requirepass secret",
                                        "tls-port " + port,
                                        "tls-cert-file " + identity.certificate(),
                                        "tls-key-file " + identity.key(),
                                        "tls-auth-clients no")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void commandsAndChannelsAreEncrypted() {
        var settings = settings("rediss://:secret@localhost:", authority.file());
        try (var redis = new RedisConnections(settings);
                var connection = redis.connectNow();
                var channels = redis.channels()) {
            var heard = new Heard(channels);
            heard.open("posts");

            heard.awaitEcho(connection, "posts", "encrypted");
        }
        assertThat(server.server().call("INFO", "clients")).contains("connected_clients");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
        var other = new TestAuthority(Files.createDirectory(directory.resolve("other")));

        refuses(settings("rediss://:secret@localhost:", other.file()), "PARLEY_REDIS_CA_FILE");
        refuses(
                new RedisSettings("rediss://:secret@localhost:" + port, "", ""),
                "PARLEY_REDIS_CA_FILE");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        refuses(
                settings("rediss://:secret@127.0.0.1:", authority.file()),
                "certificate of Redis is for another name");
    }

    @Test
    void aWrongAndAMissingPasswordAreRefused() {
        refuses(
                settings("rediss://:wrong@localhost:", authority.file()),
                "Redis refuses the password");
        refuses(settings("rediss://localhost:", authority.file()), "Redis asks for a password");
    }

    @Test
    void aServerWithoutTlsIsRefused() {
        var plain = "rediss://:secret@localhost:" + server.server().port();

        refuses(new RedisSettings(plain, authority.file().toString(), ""), "PARLEY_REDIS_URL");
    }

    private static RedisSettings settings(String url, Path authorities) {
        return new RedisSettings(url + port, authorities.toString(), "");
    }

    private static void refuses(RedisSettings settings, String sentence) {
        try (var redis = new RedisConnections(settings)) {
            assertThatThrownBy(redis::connectNow)
                    .isInstanceOf(RedisRefusal.class)
                    .hasMessageContaining(sentence)
                    .hasMessageNotContaining("secret");
        }
    }
}
