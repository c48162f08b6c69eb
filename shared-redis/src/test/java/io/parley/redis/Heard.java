package io.parley.redis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came through channels. */
final class Heard {

    private final Map<String, String> last = new ConcurrentHashMap<>();
    private final RedisChannels channels;

    Heard(RedisChannels channels) {
        this.channels = channels;
    }

    void open(String channel) {
        var _ = channels.open(channel, payload -> last.put(channel, payload));
    }

    /** Publishes until it is heard: what is said while nobody is connected is lost. */
    void awaitEcho(RedisConnection by, String channel, String payload) {
        awaitEchoes(by, List.of(channel), payload);
    }

    /** The same for many channels at once. */
    void awaitEchoes(RedisConnection by, List<String> names, String payload) {
        await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> {
                            names.stream()
                                    .filter(name -> !payload.equals(last.get(name)))
                                    .forEach(name -> say(by, name, payload));
                            return names.stream().allMatch(name -> payload.equals(last.get(name)));
                        });
    }

    private static void say(RedisConnection by, String channel, String payload) {
        var _ = by.publish(channel, payload).exceptionally(_ -> null);
    }
}
