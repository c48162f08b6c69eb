package io.parley.message.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.Step;
import io.parley.model.event.RoomEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * What the archive has stored, how far it is behind, and its alarm: {@code parley.archive.stopped}
 * above 0 means that messages are not being stored until somebody acts.
 */
@Component
class ArchiveMetrics {

    private final MessageTracer tracer;
    private final Counter events;
    private final Counter repeats;
    private final Counter quarantined;
    private final Counter retries;
    private final Counter lostRaces;
    private final Counter rebalances;
    private final AtomicLong lag = new AtomicLong();
    private final Map<Integer, StopReason> stopped = new ConcurrentHashMap<>();

    ArchiveMetrics(MeterRegistry registry, MessageTracer tracer) {
        this.tracer = tracer;
        events = registry.counter("parley.archive.events");
        repeats = registry.counter("parley.archive.repeats");
        quarantined = registry.counter("parley.archive.quarantined");
        retries = registry.counter("parley.archive.retries");
        lostRaces = registry.counter("parley.archive.lost.races");
        rebalances = registry.counter("parley.archive.rebalances");
        registry.gauge("parley.archive.lag", lag);
        registry.gaugeMapSize("parley.archive.stopped", List.of(), stopped);
    }

    void stored(Collection<Batch> batches) {
        var now = Instant.now();
        for (var batch : batches) {
            batch.events().forEach(stored -> trace(stored.event(), now));
            events.increment(batch.events().size());
            repeats.increment(batch.repeats().size());
            quarantined.increment(batch.quarantined().size());
        }
    }

    private void trace(RoomEvent event, Instant now) {
        tracer.record(Step.PERSIST, event.messageId(), "", event.at(), now);
    }

    void retried() {
        retries.increment();
    }

    void lostRace() {
        lostRaces.increment();
    }

    /** The group has shared the partitions out anew. */
    void rebalanced() {
        rebalances.increment();
    }

    /** Records in the log of the partitions held here that are not stored yet. */
    void lag(long records) {
        lag.set(records);
    }

    void stopped(int partition, StopReason reason) {
        stopped.put(partition, reason);
    }

    void released(int partition) {
        stopped.remove(partition);
    }
}
