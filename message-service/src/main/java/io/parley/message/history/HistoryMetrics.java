package io.parley.message.history;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How long reads of the tail wait, and how many had to be answered as incomplete. */
@Component
class HistoryMetrics {

    private final Timer passed;
    private final Timer incomplete;

    HistoryMetrics(MeterRegistry registry) {
        passed = registry.timer("parley.history.barrier", "outcome", "passed");
        incomplete = registry.timer("parley.history.barrier", "outcome", "incomplete");
    }

    void waited(Duration time, boolean isPassed) {
        (isPassed ? passed : incomplete).record(time);
    }
}
