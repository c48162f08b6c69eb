package io.parley.chat.reading;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.chat.reading.PendingMove.Failure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * {@code parley.read.moves}: moves of people's read marks, by what came of them. {@code
 * parley.read.moves.waiting}: those on their way to the log.
 */
@Component
class ReadMetrics {

    private static final String MOVES = "parley.read.moves";

    private final MeterRegistry registry;
    private final Counter taken;
    private final Counter unavailable;
    private final Counter overloaded;

    ReadMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.taken = moves("taken");
        this.unavailable = moves("unavailable");
        this.overloaded = moves("overloaded");
    }

    void watch(AtomicInteger waiting) {
        registry.gauge(MOVES + ".waiting", waiting);
    }

    void ended(Optional<Failure> failure) {
        failure.map(
                        why ->
                                switch (why) {
                                    case UNAVAILABLE -> unavailable;
                                    case OVERLOADED -> overloaded;
                                })
                .orElse(taken)
                .increment();
    }

    private Counter moves(String result) {
        return registry.counter(MOVES, "result", result);
    }
}
