package io.parley.chat.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * {@code parley.deliveries}: events offered to sessions, live ones. {@code
 * parley.delivery.repairs}: holes filled. {@code parley.delivery.catchups}: sessions that had no
 * room and are fed at their own pace until they have caught up. {@code parley.delivery.rooms}:
 * rooms with an actor. {@code parley.delivery.shed}: live events refused by a full shard.
 */
@Component
class DeliveryMetrics {

    private final Counter deliveries;
    private final Counter repairs;
    private final Counter catchups;
    private final Counter shed;
    private final AtomicInteger rooms;

    DeliveryMetrics(MeterRegistry registry) {
        this.deliveries = registry.counter("parley.deliveries");
        this.repairs = registry.counter("parley.delivery.repairs");
        this.catchups = registry.counter("parley.delivery.catchups");
        this.shed = registry.counter("parley.delivery.shed");
        this.rooms = registry.gauge("parley.delivery.rooms", new AtomicInteger());
    }

    void delivered(int sessions) {
        deliveries.increment(sessions);
    }

    void repaired() {
        repairs.increment();
    }

    void fellBehind() {
        catchups.increment();
    }

    void shed() {
        shed.increment();
    }

    void roomOpened() {
        rooms.incrementAndGet();
    }

    void roomClosed() {
        rooms.decrementAndGet();
    }
}
