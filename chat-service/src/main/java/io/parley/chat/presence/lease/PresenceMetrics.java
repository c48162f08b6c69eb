package io.parley.chat.presence.lease;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * {@code parley.presence.people}: who has sessions here, or had them a moment ago. {@code
 * parley.presence.watched}: whom sessions here watch. {@code parley.presence.changes}: told by this
 * pod ({@code out}), heard from all pods ({@code in}), and told to sessions ({@code told}). {@code
 * parley.presence.delayed}: 1 while nothing can be told because of Redis. {@code
 * parley.presence.degraded}: 1 while too much happens to tell it.
 */
@Component
public class PresenceMetrics {

    private final MeterRegistry registry;
    private final Counter out;
    private final Counter in;
    private final Counter told;
    private final AtomicInteger delayed = new AtomicInteger();
    private final AtomicInteger degraded = new AtomicInteger();

    PresenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.out = registry.counter("parley.presence.changes", "way", "out");
        this.in = registry.counter("parley.presence.changes", "way", "in");
        this.told = registry.counter("parley.presence.changes", "way", "told");
        Gauge.builder("parley.presence.delayed", delayed, AtomicInteger::get).register(registry);
        Gauge.builder("parley.presence.degraded", degraded, AtomicInteger::get).register(registry);
    }

    void watchPeople(Supplier<Number> people) {
        Gauge.builder("parley.presence.people", people).register(registry);
    }

    void watchWatched(Supplier<Number> watched) {
        Gauge.builder("parley.presence.watched", watched).register(registry);
    }

    void told(int changes) {
        out.increment(changes);
    }

    void heard(int changes) {
        in.increment(changes);
    }

    /** Sessions here were told of so many people. */
    public void shown(int changes) {
        told.increment(changes);
    }

    void setDelayed(boolean isDelayed) {
        delayed.set(isDelayed ? 1 : 0);
    }

    /** Whether too much happens to tell it. */
    public void setDegraded(boolean isDegraded) {
        degraded.set(isDegraded ? 1 : 0);
    }
}
