package io.parley.chat.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket. Threads that wait for it get their turns in the order in which they came. */
public final class Pace {

    /** Nobody is told to come back later than this. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long intervalNanos;
    private final long burstNanos;

    /** Guarded by {@code this}. */
    private long nextAt;

    /** Guarded by {@code this}: when the last one who was refused may come back. */
    private long toldAt;

    public Pace(int perSecond, int burst) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burstNanos = intervalNanos * burst;
        this.nextAt = System.nanoTime() - burstNanos;
        this.toldAt = nextAt;
    }

    /** Returns when the next one is due. */
    public void await() throws InterruptedException {
        var wait = reserve();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /**
     * Takes a turn if one is due now, and answers zero; otherwise how long to wait. All who are
     * refused are told different times, so that they do not come back together; of more than come
     * within a minute, some are told the same.
     */
    public synchronized Duration tryNow() {
        var now = System.nanoTime();
        var dueAt = dueAt(now);
        if (dueAt <= now) {
            nextAt = dueAt;
            return Duration.ZERO;
        }
        return later(now, dueAt);
    }

    /** As {@link #tryNow}, but takes no turn. */
    synchronized Duration untilDue() {
        var now = System.nanoTime();
        var dueAt = dueAt(now);
        return dueAt <= now ? Duration.ZERO : later(now, dueAt);
    }

    private long dueAt(long now) {
        return Math.max(nextAt, now - burstNanos) + intervalNanos;
    }

    private Duration later(long now, long dueAt) {
        toldAt += intervalNanos;
        if (toldAt < dueAt || toldAt > now + LONGEST_NANOS) {
            toldAt = dueAt;
        }
        return Duration.ofNanos(toldAt - now);
    }

    private synchronized long reserve() {
        var now = System.nanoTime();
        nextAt = dueAt(now);
        return nextAt - now;
    }
}
