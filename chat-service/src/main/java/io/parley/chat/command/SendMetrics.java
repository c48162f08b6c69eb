package io.parley.chat.command;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.chat.command.EarlierCommands.Earlier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code parley.send}: time from the append to its outcome. {@code parley.send.inflight}: appends
 * that await one. {@code parley.send.open}: 0 while the log acknowledges nothing. {@code
 * parley.send.lookups}: repeats that message-service was asked about.
 */
@Component
class SendMetrics {

    private final MeterRegistry registry;
    private final Timer accepted;
    private final Timer refused;
    private final Timer unknown;
    private final Map<Earlier, Counter> lookUps;

    SendMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = timer("accepted");
        this.refused = timer("refused");
        this.unknown = timer("unknown");
        this.lookUps =
                Arrays.stream(Earlier.values())
                        .collect(Collectors.toMap(Function.identity(), this::lookUps));
    }

    void watch(AtomicInteger inFlight, BooleanSupplier isOpen) {
        registry.gauge("parley.send.inflight", inFlight);
        Gauge.builder("parley.send.open", () -> isOpen.getAsBoolean() ? 1 : 0).register(registry);
    }

    /** A possible repeat was looked up. */
    void lookedUp(Earlier found) {
        Objects.requireNonNull(lookUps.get(found)).increment();
    }

    /** Refused before anything was tried. */
    void refused() {
        refused.record(Duration.ZERO);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void finished(Timer.Sample started, @Nullable CommandResult result) {
        started.stop(
                switch (result) {
                    case CommandResult.Accepted _ -> accepted;
                    case CommandResult.Refused _, CommandResult.NotNow _ -> refused;
                    case CommandResult.Unknown _ -> unknown;
                    case null -> unknown;
                });
    }

    private Counter lookUps(Earlier found) {
        return registry.counter(
                "parley.send.lookups", "found", found.name().toLowerCase(Locale.ROOT));
    }

    private Timer timer(String outcome) {
        return Timer.builder("parley.send")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }
}
