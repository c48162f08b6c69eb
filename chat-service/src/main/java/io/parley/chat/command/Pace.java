package io.parley.chat.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket. Threads that wait for it get their turns in the order in which they came. */
public final class Pace {

    private final long intervalNanos;
    private final long burstNanos;

    /** Guarded by {@code this}. */
    private long nextAt;

    public Pace(int perSecond, int burst) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burstNanos = intervalNanos * burst;
        this.nextAt = System.nanoTime() - burstNanos;
    }

    /** Returns when the next one is due. */
    public void await() throws InterruptedException {
        var wait = reserve();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /** Takes a turn if one is due now; answers how long it is until the next one, else zero. */
    synchronized Duration tryNow() {
        var now = System.nanoTime();
        var dueAt = Math.max(nextAt, now - burstNanos) + intervalNanos;
        if (dueAt > now) {
            return Duration.ofNanos(dueAt - now);
        }
        nextAt = dueAt;
        return Duration.ZERO;
    }

    private synchronized long reserve() {
        var now = System.nanoTime();
        nextAt = Math.max(nextAt, now - burstNanos) + intervalNanos;
        return nextAt - now;
    }
}
