package io.parley.chat.sequencer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that double, from a first to a longest, with up to half of each left to chance. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration wait;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.wait = first;
    }

    Duration next() {
        var now = wait;
        var doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(longest) < 0 ? doubled : longest;
        return now.minusNanos(ThreadLocalRandom.current().nextLong(now.toNanos() / 2));
    }

    void reset() {
        wait = first;
    }
}
