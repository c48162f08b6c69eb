package io.parley.chat.delivery;

import java.time.Duration;

/** Counts words that Redis took, and those that came back. */
final class Echo {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private long lastWord;
    private long lastHeard;

    /** Since when a word is awaited that Redis took, {@link System#nanoTime}; 0 for none. */
    private long awaitedSince;

    private boolean isDeaf;

    synchronized long next() {
        return ++lastWord;
    }

    /** Redis has it: now it must come back, if it has not yet. */
    synchronized void isPublished(long word) {
        if (word > lastHeard && awaitedSince == 0) {
            awaitedSince = System.nanoTime();
        }
    }

    synchronized void heard(String word) {
        lastHeard = Math.max(lastHeard, Long.parseLong(word));
        awaitedSince = 0;
        isDeaf = false;
    }

    synchronized void forgive() {
        awaitedSince = 0;
        isDeaf = false;
    }

    synchronized void missed() {
        isDeaf = true;
    }

    synchronized boolean isMissing() {
        return awaitedSince != 0 && System.nanoTime() - awaitedSince > PATIENCE.toNanos();
    }

    synchronized boolean isDeaf() {
        return isDeaf;
    }
}
