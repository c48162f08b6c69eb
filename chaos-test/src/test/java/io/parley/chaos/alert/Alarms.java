package io.parley.chaos.alert;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a Prometheus' alerts all the time, so that none that fires only shortly is missed. */
final class Alarms implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;

    private final Prometheus prometheus;
    private final Duration patience;
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("alarms").factory());
    private volatile Set<String> now = Set.of();

    Alarms(Prometheus prometheus, Duration patience) {
        this.prometheus = prometheus;
        this.patience = patience;
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            now = prometheus.firing();
            seen.addAll(now);
        } catch (UncheckedIOException noAnswer) {
            // The next look tells
        }
    }

    /** All that fired since the start. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    Set<String> now() {
        return now;
    }

    /** Waits until each has fired. */
    void awaitFired(String... alerts) {
        awaitFired(() -> {}, alerts);
    }

    /** Waits until each has fired, and does the same again and again meanwhile. */
    void awaitFired(Runnable meanwhile, String... alerts) {
        for (var alert : alerts) {
            await(alert + " fires")
                    .atMost(patience)
                    .until(
                            () -> {
                                meanwhile.run();
                                return seen.contains(alert);
                            });
            System.out.printf("  %-22s fired%n", alert);
        }
    }

    /** Waits until none of these fires any more. */
    void awaitResolved(Set<String> alerts) {
        for (var alert : alerts) {
            await(alert + " is over").atMost(patience).until(() -> !now.contains(alert));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
