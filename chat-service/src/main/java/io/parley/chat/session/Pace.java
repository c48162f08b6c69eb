package io.parley.chat.session;

import java.util.concurrent.TimeUnit;

/** A token bucket that makes its caller wait. Used by one thread at a time. */
final class Pace {

    private final long intervalNanos;
    private final long burstNanos;
    private long nextAt;

    Pace(int perSecond, int burst) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burstNanos = intervalNanos * burst;
        this.nextAt = System.nanoTime() - burstNanos;
    }

    /** Returns when the next one is due. */
    void await() throws InterruptedException {
        var now = System.nanoTime();
        nextAt = Math.max(nextAt, now - burstNanos) + intervalNanos;
        if (nextAt > now) {
            TimeUnit.NANOSECONDS.sleep(nextAt - now);
        }
    }
}
