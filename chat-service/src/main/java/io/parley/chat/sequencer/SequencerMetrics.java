package io.parley.chat.sequencer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators see of one group: how late it is, and what it had to repair. */
final class SequencerMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(SequencerMetrics.class);

    /** Why Redis is given events again, or from where. */
    enum Source {
        MEMORY,
        ROWS,
        /** Redis came back and may have lost what it took. */
        RECONNECT,
        /** A stream began anew at an event whose predecessors were not to be had. */
        NOWHERE;

        private final String tag = name().toLowerCase(Locale.ROOT);
    }

    private final MeterRegistry registry;
    private final Tags group;
    private final String groupId;
    private final Clock clock;
    private final MessageTracer tracer;
    private final Timer delay;
    private final Counter batches;
    private final Counter events;
    private final Counter failures;
    private final AtomicReference<SequencerStatus> status =
            new AtomicReference<>(SequencerStatus.NONE);

    SequencerMetrics(MeterRegistry registry, String groupId, Clock clock, MessageTracer tracer) {
        this.tracer = tracer;
        this.registry = registry;
        this.groupId = groupId;
        this.group = Tags.of("group", groupId);
        this.clock = clock;
        this.delay =
                Timer.builder("parley.sequencer.delay")
                        .description("From the log's time of an event to Redis having it")
                        .tags(group)
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(30))
                        .register(registry);
        this.batches = registry.counter("parley.sequencer.batches", group);
        this.events = registry.counter("parley.sequencer.events", group);
        this.failures = registry.counter("parley.sequencer.redis.failures", group);
        // From the start: an alarm does not see the first step of a series that begins with it
        for (var source : Source.values()) {
            refed(source, 0);
        }
        gauge("lag", SequencerStatus::lag);
        gauge("partitions.owned", SequencerStatus::owned);
        gauge("partitions.starting", SequencerStatus::starting);
        gauge("partitions.stopped", SequencerStatus::stopped);
    }

    /** A batch that Redis answered, and how many of its events are done. */
    void appended(int count) {
        batches.increment();
        events.increment(count);
    }

    /** Redis has an event; answers how late that is. */
    Duration delayed(NumberedEvent event) {
        var now = clock.instant();
        tracer.record(Step.SEQUENCE, event.message(), groupId, event.at(), event.numberedAt());
        tracer.record(Step.PUBLISH, event.message(), groupId, event.numberedAt(), now);
        var late = Duration.between(event.at(), now);
        var delayed = late.isNegative() ? Duration.ZERO : late;
        delay.record(delayed);
        return delayed;
    }

    /** Redis is given so many events again; or so many streams anew, from nowhere. */
    void refed(Source source, int count) {
        registry.counter("parley.sequencer.refed", group.and(Tag.of("source", source.tag)))
                .increment(count);
    }

    void redisFailed() {
        failures.increment();
    }

    void stopped(int partition, long offset, String reason) {
        LOG.atError()
                .addKeyValue("group", groupId)
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .log("Partition stopped, its rooms get no events from this pod: {}", reason);
    }

    void now(SequencerStatus now) {
        status.set(now);
    }

    SequencerStatus status() {
        return status.get();
    }

    private void gauge(String name, ToLongFunction<SequencerStatus> value) {
        registry.gauge(
                "parley.sequencer." + name, group, status, of -> value.applyAsLong(of.get()));
    }
}
