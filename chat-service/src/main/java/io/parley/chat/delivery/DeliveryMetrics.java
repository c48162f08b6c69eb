package io.parley.chat.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.chat.edge.RoomFrame;
import io.parley.chat.link.PodSettings;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.Step;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * {@code parley.deliveries}: events offered to sessions, live ones. {@code
 * parley.delivery.repairs}: holes filled, by how they were found. {@code parley.delivery.catchups}:
 * sessions that had no room and are fed at their own pace until they have caught up. {@code
 * parley.delivery.rooms}: rooms with an actor. {@code parley.delivery.shed}: live events refused by
 * a full shard. {@code parley.delivery.deaf}: subscriptions replaced because nothing came back.
 * {@code parley.delivery.late.partitions}: with rooms here and without a sequencer that keeps up.
 * {@code parley.delivery.polls}: questions to message-service in place of live events.
 */
@Component
class DeliveryMetrics {

    private final Counter deliveries;
    private final Map<RepairReason, Counter> repairs = new EnumMap<>(RepairReason.class);
    private final Counter catchups;
    private final Counter shed;
    private final Counter deaf;
    private final Counter polls;
    private final AtomicInteger rooms;
    private final MeterRegistry registry;
    private final MessageTracer tracer;
    private final PodSettings pod;

    DeliveryMetrics(MeterRegistry registry, MessageTracer tracer, PodSettings pod) {
        this.tracer = tracer;
        this.pod = pod;
        this.deliveries = registry.counter("parley.deliveries");
        for (var reason : RepairReason.values()) {
            repairs.put(
                    reason, registry.counter("parley.delivery.repairs", "reason", reason.tag()));
        }
        this.catchups = registry.counter("parley.delivery.catchups");
        this.shed = registry.counter("parley.delivery.shed");
        this.deaf = registry.counter("parley.delivery.deaf");
        this.polls = registry.counter("parley.delivery.polls");
        this.registry = registry;
        this.rooms = registry.gauge("parley.delivery.rooms", new AtomicInteger());
    }

    /** A live event was offered to so many sessions. */
    void delivered(int sessions) {
        deliveries.increment(sessions);
    }

    /** All sessions of the pod that follow the room have been offered the event. */
    void traced(RoomFrame event, Instant from, long sessions) {
        tracer.recordUntilNow(Step.DELIVER, event.message(), pod.id(), from, sessions);
    }

    void repaired(RepairReason reason) {
        Objects.requireNonNull(repairs.get(reason)).increment();
    }

    void fellBehind() {
        catchups.increment();
    }

    void deaf() {
        deaf.increment();
    }

    void polled() {
        polls.increment();
    }

    void watchLatePartitions(Supplier<Number> count) {
        Gauge.builder("parley.delivery.late.partitions", count).register(registry);
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
