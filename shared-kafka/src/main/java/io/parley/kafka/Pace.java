package io.parley.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Bounds how often a loop goes round, so that under load it handles in one turn what came within a
 * step. What comes after a quiet time is not delayed. Owned by the loop's thread.
 */
public final class Pace {

    private final long stepNanos;
    private long turnedAt;

    /**
     * @param step the least time between two turns; zero for no bound
     */
    public Pace(Duration step) {
        stepNanos = step.toNanos();
        turnedAt = System.nanoTime() - stepNanos;
    }

    /** Returns a step after it last returned, at once where that is over; early on an interrupt. */
    public void await() {
        waitUntil(turnedAt + stepNanos);
        turnedAt = System.nanoTime();
    }

    /** Lets the next turn begin a full step from now. */
    public void hold() {
        turnedAt = System.nanoTime();
        await();
    }

    private static void waitUntil(long time) {
        var left = time - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = time - System.nanoTime();
        }
    }
}
