package io.parley.chat.admission;

import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How many CONNECTs are worth looking at: a token bucket, before the costly look at an access
 * token, and nobody at all while memory is short. Whoever is refused is told when to come again,
 * each at another moment.
 */
public final class Admission {

    private static final long SHORT_OF_MEMORY_MS = 5_000;

    private final long intervalNanos;
    private final long burstNanos;
    private final double mostHeap;
    private final DoubleSupplier heap;
    private final LongSupplier nanoTime;

    /** When the next one is due. Guarded by this. */
    private long nextAt;

    /**
     * @param heap the share of the heap in use
     */
    public Admission(AdmissionLimits limits, DoubleSupplier heap, LongSupplier nanoTime) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / limits.connectsPerSecond();
        this.burstNanos = intervalNanos * limits.connectsPerSecond();
        this.mostHeap = limits.heapPercent() / 100.0;
        this.heap = heap;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong() - burstNanos;
    }

    /** Empty for who may go on; else when to come again, in milliseconds. */
    public OptionalLong refusedFor() {
        if (heap.getAsDouble() > mostHeap) {
            return OptionalLong.of(jittered(SHORT_OF_MEMORY_MS));
        }
        return take() ? OptionalLong.empty() : OptionalLong.of(jittered(retryAfterMs()));
    }

    private synchronized boolean take() {
        var now = nanoTime.getAsLong();
        nextAt = Math.max(nextAt, now - burstNanos);
        if (nextAt > now) {
            return false;
        }
        nextAt += intervalNanos;
        return true;
    }

    /** A bucket is full again after a second. */
    private static long retryAfterMs() {
        return TimeUnit.SECONDS.toMillis(2);
    }

    private static long jittered(long millis) {
        return millis / 2 + ThreadLocalRandom.current().nextLong(millis);
    }
}
