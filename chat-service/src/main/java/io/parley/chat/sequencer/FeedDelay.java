package io.parley.chat.sequencer;

import java.time.Duration;
import java.time.Instant;

/**
 * How late a partition's events are, seen once a second: the latest that Redis took since, what
 * waits for Redis, or how long the walk has stood still before unread records. Clocks of pods and
 * brokers that differ make it wrong by as much; nothing but a notice to clients depends on it.
 */
final class FeedDelay {

    private Duration slowest = Duration.ZERO;
    private long walkedTo;
    private long standsSince = System.nanoTime();

    /** Redis took an event. */
    void done(Duration late) {
        slowest = max(slowest, late);
    }

    /**
     * The delay since the last question.
     *
     * @param now the time by the clock
     * @param waiting when the oldest event came that waits for Redis, else {@code now}
     * @param next the offset to be walked next
     * @param lag unread records
     */
    Duration take(Instant now, Instant waiting, long next, long lag) {
        if (next != walkedTo || lag == 0) {
            walkedTo = next;
            standsSince = System.nanoTime();
        }
        var stands = Duration.ofNanos(System.nanoTime() - standsSince);
        var delay = max(slowest, max(Duration.between(waiting, now), stands));
        slowest = Duration.ZERO;
        return delay;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
