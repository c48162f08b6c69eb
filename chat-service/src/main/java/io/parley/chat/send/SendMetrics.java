package io.parley.chat.send;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code parley.send}: time from the append to its outcome. {@code parley.send.inflight}: appends
 * that await one. {@code parley.send.open}: 0 while the log acknowledges nothing.
 */
@Component
class SendMetrics {

    private final MeterRegistry registry;
    private final Timer accepted;
    private final Timer refused;
    private final Timer unknown;

    SendMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = timer("accepted");
        this.refused = timer("refused");
        this.unknown = timer("unknown");
    }

    void watch(AtomicInteger inFlight, BooleanSupplier isOpen) {
        registry.gauge("parley.send.inflight", inFlight);
        Gauge.builder("parley.send.open", () -> isOpen.getAsBoolean() ? 1 : 0).register(registry);
    }

    /** Refused before anything was tried. */
    void refused() {
        refused.record(Duration.ZERO);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void finished(Timer.Sample started, @Nullable SendResult result) {
        started.stop(
                switch (result) {
                    case SendResult.Accepted _ -> accepted;
                    case SendResult.Refused _ -> refused;
                    case SendResult.Unknown _ -> unknown;
                    case null -> unknown;
                });
    }

    private Timer timer(String outcome) {
        return Timer.builder("parley.send")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }
}
