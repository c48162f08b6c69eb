package io.parley.chat.posts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * {@code parley.posts.changes}: changes read. {@code parley.posts.deliveries}: sessions that a
 * change was offered to. {@code parley.posts.followers}: sessions that follow live. {@code
 * parley.posts.catchups}: sessions that had no room and are brought on at their own pace.
 */
@Component
class PostMetrics {

    private final Counter changes;
    private final Counter deliveries;
    private final Counter catchups;
    private final AtomicInteger followers;

    PostMetrics(MeterRegistry registry) {
        this.changes = registry.counter("parley.posts.changes");
        this.deliveries = registry.counter("parley.posts.deliveries");
        this.catchups = registry.counter("parley.posts.catchups");
        this.followers = registry.gauge("parley.posts.followers", new AtomicInteger());
    }

    void told(int sessions) {
        changes.increment();
        deliveries.increment(sessions);
    }

    void fellBehind() {
        catchups.increment();
    }

    void followers(int sessions) {
        followers.set(sessions);
    }
}
