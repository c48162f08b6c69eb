package io.parley.load.post;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts the events that followers of posts get, and how long each took since its POST's answer.
 */
public final class PostArrivals {

    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;

    /** When the POST of each number was answered; 0 as long as it was not. */
    private final AtomicLongArray answeredAt;

    private final LongAdder events = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();
    private final Histogram latency = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

    /** Arrivals of that many posts. */
    public PostArrivals(int posts) {
        answeredAt = new AtomicLongArray(posts);
    }

    void answered(int number, long nanoTime) {
        answeredAt.set(number, nanoTime);
    }

    /** An event that came in its place; it may come before its writer has the answer. */
    void inOrder(int number, long nanoTime) {
        events.increment();
        var answered = answeredAt.get(number);
        var micros = answered == 0 ? 0 : (nanoTime - answered) / 1_000;
        latency.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    /** An event that came twice, or where another one belongs. */
    void wrong() {
        outOfOrder.increment();
    }

    /** Changes that have come. */
    public long events() {
        return events.sum();
    }

    /** Changes that came after a later one. */
    public long outOfOrder() {
        return outOfOrder.sum();
    }

    public Histogram latencyMicros() {
        return latency;
    }
}
