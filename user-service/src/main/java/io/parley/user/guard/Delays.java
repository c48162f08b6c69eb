package io.parley.user.guard;

import java.time.Duration;

/**
 * How long to wait after so many failures: nothing for the first few, then a second, doubled with
 * each further one up to a limit.
 */
enum Delays {
    /** One address that never had success: the one that guesses, as a rule. */
    STRANGER(5, Duration.ofMinutes(15)),

    /** An address that had success before: its owner mistypes, or somebody shares it. */
    KNOWN(5, Duration.ofSeconds(30)),

    /** All addresses without success together: a guess spread over many machines. */
    ALL_STRANGERS(20, Duration.ofMinutes(1)),

    /** One address that tries many names, none of which it had success with. */
    ANY_NAME(30, Duration.ofMinutes(1));

    private static final int MOST_DOUBLINGS = 20;

    private final int free;
    private final Duration longest;

    Delays(int free, Duration longest) {
        this.free = free;
        this.longest = longest;
    }

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
