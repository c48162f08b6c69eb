package io.parley.chat.presence;

import java.time.Duration;

/**
 * How much the sessions of a pod are told together: where more comes for long, telling it would
 * take what messages need. Not safe for several threads.
 */
final class StormBudget {

    /** States of people, each told to one session. */
    static final int PER_SECOND = 2_000;

    static final int MOST_WAITING = 20_000;

    /** Below this it is quiet again. */
    private static final int QUIET = PER_SECOND / 2;

    private static final long QUIET_FOR = Duration.ofSeconds(30).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private double left = PER_SECOND;
    private long filledAt;
    private long cameSince;
    private int came;
    private long loudAt;
    private boolean isExceeded;

    StormBudget(long now) {
        filledAt = now;
        cameSince = now;
    }

    /** Whether no changes are told at present. */
    boolean isExceeded() {
        return isExceeded;
    }

    boolean allows() {
        return !isExceeded && left > 0;
    }

    void spend(int states) {
        left -= states;
    }

    /** So many states have to be told that had not to be before. */
    void came(int states) {
        came += states;
    }

    /** True where {@link #isExceeded} is not what it was. */
    boolean look(int waiting, long now) {
        left = Math.min(PER_SECOND, left + (double) PER_SECOND * (now - filledAt) / SECOND);
        filledAt = now;
        if (now - cameSince >= SECOND) {
            if (came >= QUIET) {
                loudAt = now;
            }
            came = 0;
            cameSince = now;
        }
        if (!isExceeded && waiting > MOST_WAITING) {
            loudAt = now;
            isExceeded = true;
            return true;
        }
        if (isExceeded && now - loudAt >= QUIET_FOR) {
            isExceeded = false;
            return true;
        }
        return false;
    }
}
