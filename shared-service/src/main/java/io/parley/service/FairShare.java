package io.parley.service;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What each account may use at once of something that all share: a few turns for each key, in the
 * order of their coming. Who waits is bounded in number and time, so that nobody takes more by
 * asking more often.
 */
public final class FairShare<K> {

    private final int atOnce;
    private final int mostWaiting;
    private final Duration patience;

    /** Of keys with somebody inside or waiting, and no others. */
    private final ConcurrentHashMap<K, Turns> turns = new ConcurrentHashMap<>();

    /**
     * @param atOnce turns of one key
     * @param mostWaiting who wait for one of them
     * @param patience how long they wait
     */
    public FairShare(int atOnce, int mostWaiting, Duration patience) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /** Waits for a turn. Whoever got one has to {@link #leave}; false where there was none. */
    public boolean enter(K key) {
        var own = turns.compute(key, (same, known) -> joined(known));
        if (own.present <= atOnce + mostWaiting && hasTurn(own.free)) {
            return true;
        }
        forget(key);
        return false;
    }

    /** Ends a turn. */
    public void leave(K key) {
        var own = turns.get(key);
        if (own == null) {
            throw new IllegalStateException("nobody of this key has entered");
        }
        own.free.release();
        forget(key);
    }

    private boolean hasTurn(Semaphore free) {
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forget(K key) {
        turns.computeIfPresent(
                key, (same, own) -> own.present == 1 ? null : new Turns(own.free, own.present - 1));
    }

    private Turns joined(@Nullable Turns known) {
        return known == null
                ? new Turns(new Semaphore(atOnce, true), 1)
                : new Turns(known.free, known.present + 1);
    }

    /**
     * The turns of one key.
     *
     * @param present who have a turn or wait for one
     */
    private record Turns(Semaphore free, int present) {}
}
