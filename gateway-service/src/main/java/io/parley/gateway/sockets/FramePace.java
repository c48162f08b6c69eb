package io.parley.gateway.sockets;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast one client's frames are taken: a token bucket of two seconds' worth, which may be
 * overdrawn by what had been read already. Used by one thread.
 */
final class FramePace {

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    private static final int BURST_SECONDS = 2;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private double tokens;
    private long asOf;

    FramePace(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.tokens = (double) perSecond * BURST_SECONDS;
        this.asOf = nanoTime.getAsLong();
    }

    /** Takes a frame; false where no more should be read for {@link #restNanos}. */
    boolean take() {
        refill();
        tokens--;
        return tokens >= 0;
    }

    /** How long it takes until frames may be read again. */
    long restNanos() {
        return (long) (Math.max(0, 1 - tokens) / perSecond * NANOS_PER_SECOND);
    }

    private void refill() {
        var now = nanoTime.getAsLong();
        var earned = (now - asOf) / NANOS_PER_SECOND * perSecond;
        tokens = Math.min((double) perSecond * BURST_SECONDS, tokens + earned);
        asOf = now;
    }
}
