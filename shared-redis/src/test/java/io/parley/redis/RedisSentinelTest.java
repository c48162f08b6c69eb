package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.stack.infrastructure.Running;
import io.parley.test.redis.RedisNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class RedisSentinelTest {

    @TempDir private Path directory;

    @Test
    void theMasterThatTheSentinelsNameIsFollowedThroughAFailover() {
        try (var master = data("master");
                var replica = data("replica", "replicaof 127.0.0.1 " + master.server().port());
                var sentinel = sentinel(master.server())) {
            awaitInfo(replica, "replication", "master_link_status:up");
            awaitInfo(sentinel, "sentinel", "slaves=1");
            try (var redis = new RedisConnections(settings(sentinel.server(), "watch-secret"));
                    var connection = redis.connectNow();
                    var channels = redis.channels()) {
                var heard = new Heard(channels);
                heard.open("{p1}:c");
                heard.awaitEcho(connection, "{p1}:c", "before");

                master.process().kill();

                heard.awaitEcho(connection, "{p1}:c", "after");
                awaitInfo(replica, "replication", "role:master");
            }
        }
    }

    @Test
    void saysThatTheSentinelsRefuseThePassword() {
        try (var master = data("master");
                var sentinel = sentinel(master.server());
                var redis = new RedisConnections(settings(sentinel.server(), "wrong"))) {
            assertThatThrownBy(redis::connectNow)
                    .isInstanceOf(RedisRefusal.class)
                    .hasMessageContaining("PARLEY_REDIS_SENTINEL_PASSWORD");
        }
    }

    private static RedisSettings settings(RedisNode sentinel, String password) {
        return new RedisSettings(
                "redis-sentinel://:data-secret@127.0.0.1:%d/?sentinelMasterId=parley"
                        .formatted(sentinel.port()),
                "",
                password);
    }

    private Running<RedisNode> data(String name, String... more) {
        var lines =
                new ArrayList<>(
                        List.of(
                                "save \"\"",
                                "requirepass data-secret",
                                "masterauth data-secret",
                                "repl-diskless-sync-delay 0"));
        lines.addAll(List.of(more));
        return Running.start(new RedisNode(directory.resolve(name), lines));
    }

    private Running<RedisNode> sentinel(RedisNode master) {
        return Running.start(
                new RedisNode(
                        directory.resolve("sentinel"),
                        List.of(
                                "requirepass watch-secret",
                                "sentinel monitor parley 127.0.0.1 %d 1".formatted(master.port()),
                                "sentinel auth-pass parley data-secret",
                                "sentinel down-after-milliseconds parley 2000",
                                "sentinel failover-timeout parley 10000"),
                        "--sentinel"));
    }

    private static void awaitInfo(Running<RedisNode> of, String section, String content) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> of.server().call("INFO", section).contains(content));
    }
}
