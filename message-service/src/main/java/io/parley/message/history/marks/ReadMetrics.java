package io.parley.message.history.marks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What has been stored of {@code read.log}, and how much waits. */
@Component
class ReadMetrics {

    private final Counter moves;
    private final Counter malformed;
    private final AtomicLong lag = new AtomicLong();

    ReadMetrics(MeterRegistry registry) {
        moves = registry.counter("parley.read.stored");
        malformed = registry.counter("parley.read.malformed");
        registry.gauge("parley.read.lag", lag);
    }

    void stored(int storedMoves, int malformedRecords) {
        moves.increment(storedMoves);
        malformed.increment(malformedRecords);
    }

    /** Records in the partitions held here that are not stored. */
    void lag(long records) {
        lag.set(records);
    }
}
