package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @Test
    void readsOneServer() {
        var address = RedisUrl.parse("rediss://:p%40ss+%2F@redis.example:6380/3", "");

        var server = ((RedisAddress.Single) address).server();
        assertThat(server.getHost()).isEqualTo("redis.example");
        assertThat(server.getPort()).isEqualTo(6380);
        assertThat(server.isSsl()).isTrue();
        assertThat(server.getDatabase()).isEqualTo(3);
        assertThat(password(server)).isEqualTo("p@ss+/");
    }

    @Test
    void readsAUser() {
        var server =
                ((RedisAddress.Single) RedisUrl.parse("redis://parley:secret@[::1]", "")).server();

        var credentials =
                Objects.requireNonNull(
                        server.getCredentialsProvider().resolveCredentials().block());
        assertThat(credentials.getUsername()).isEqualTo("parley");
        assertThat(server.getHost()).isEqualTo("::1");
        assertThat(server.getPort()).isEqualTo(6379);
        assertThat(server.isSsl()).isFalse();
    }

    @Test
    void readsSentinels() {
        var address =
                RedisUrl.parse("redis-sentinel://:data@a,b:26380/?sentinelMasterId=chat", "watch");

        var master = ((RedisAddress.Sentinel) address).master();
        assertThat(master.getSentinelMasterId()).isEqualTo("chat");
        assertThat(password(master)).isEqualTo("data");
        assertThat(master.getSentinels())
                .extracting(RedisURI::getHost, RedisURI::getPort, RedisUrlTest::password)
                .containsExactly(tuple("a", 26379, "watch"), tuple("b", 26380, "watch"));
    }

    @Test
    void readsACluster() {
        var seeds =
                ((RedisAddress.Cluster) RedisUrl.parse("rediss-cluster://:x@a:1,b", "")).seeds();

        assertThat(seeds).extracting(RedisURI::getHost).containsExactly("a", "b");
        assertThat(seeds).allMatch(RedisURI::isSsl).allMatch(seed -> password(seed).equals("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "http://redis:6379",
                "redis://",
                "redis://a,b",
                "redis://a:0",
                "redis://a:70000",
                "redis://a:6379?timeout=1s",
                "redis-sentinel://a",
                "redis-cluster://a/1",
                "redis-cluster://a,,b",
                "redis://:p@ss@a",
                "redis://:p/ss@a",
                "redis://:p%ss@a",
            })
    void refusesEverythingElseWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> RedisSettings.of(url))
                .isInstanceOf(RedisRefusal.class)
                .hasMessageStartingWith("PARLEY_REDIS_URL must be one of")
                .hasMessageContaining("percent-encoded, as %40")
                .hasMessageNotContaining("ss@a");
    }

    @Test
    void refusesAFileOfAuthoritiesThatIsNoneOrNotUsed(@TempDir Path directory) throws IOException {
        var noFile = directory.resolve("none").toString();
        var noCertificate = directory.resolve("text");
        Files.writeString(noCertificate, "text");

        assertThatThrownBy(() -> new RedisSettings("rediss://a", noFile, ""))
                .hasMessageStartingWith("PARLEY_REDIS_CA_FILE must name");
        assertThatThrownBy(() -> new RedisSettings("rediss://a", noCertificate.toString(), ""))
                .hasMessageStartingWith("PARLEY_REDIS_CA_FILE must name");
        assertThatThrownBy(() -> new RedisSettings("redis://a", noFile, ""))
                .hasMessageContaining("asks for no TLS");
    }

    private static String password(RedisURI of) {
        return new String(
                Objects.requireNonNull(
                        Objects.requireNonNull(
                                        of.getCredentialsProvider().resolveCredentials().block())
                                .getPassword()));
    }
}
