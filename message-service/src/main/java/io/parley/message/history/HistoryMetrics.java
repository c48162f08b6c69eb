package io.parley.message.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How long reads of the tail wait, how many are answered as incomplete, and where from. */
@Component
class HistoryMetrics {

    private final Timer passed;
    private final Timer incomplete;
    private final Counter fromRedis;
    private final Counter fromPostgresql;

    HistoryMetrics(MeterRegistry registry) {
        passed = registry.timer("parley.history.barrier", "outcome", "passed");
        incomplete = registry.timer("parley.history.barrier", "outcome", "incomplete");
        fromRedis = registry.counter("parley.history.tails", "source", "redis");
        fromPostgresql = registry.counter("parley.history.tails", "source", "postgresql");
    }

    void read(boolean isHot) {
        (isHot ? fromRedis : fromPostgresql).increment();
    }

    void waited(Duration time, boolean isPassed) {
        (isPassed ? passed : incomplete).record(time);
    }
}
