package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ScriptOutputType;
import io.parley.test.redis.RedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class RedisClusterTest {

    /** As the log's partitions: a tag each, spread over all masters. */
    private static final List<String> CHANNELS =
            IntStream.range(0, 64).mapToObj(n -> "{p" + n + "}:c").toList();

    @Test
    void everyChannelIsHeardAndEveryKeyFoundAlsoAfterAFailover() throws Exception {
        try (var cluster = RedisCluster.start();
                var redis = new RedisConnections(RedisSettings.of(cluster.url()));
                var connection = redis.connectNow();
                var channels = redis.channels()) {
            var heard = new Heard(channels);
            CHANNELS.forEach(heard::open);
            heard.open("posts");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> channels.oneOfEachServer(CHANNELS).size() == 3);
            everythingWorks(heard, connection, "before");
            var before = redis.failovers();

            cluster.killMaster(1);

            everythingWorks(heard, connection, "after");
            assertThat(redis.failovers()).isGreaterThan(before);
        }
    }

    private static void everythingWorks(Heard heard, RedisConnection connection, String when)
            throws Exception {
        heard.awaitEchoes(connection, CHANNELS, when);
        heard.awaitEchoes(connection, List.of("posts"), when);
        for (var channel : CHANNELS) {
            assertThat(script(connection, channel + ":key", when)).isEqualTo(when);
        }
    }

    /** Runs on the server that holds the key, and only there. */
    private static String script(RedisConnection connection, String key, String value)
            throws Exception {
        return connection
                .async()
                .<String>eval(
                        "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])",
                        ScriptOutputType.VALUE,
                        new String[] {key},
                        value)
                .get();
    }
}
