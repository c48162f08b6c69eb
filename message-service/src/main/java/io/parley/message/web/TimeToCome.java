package io.parley.message.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A time at which something ends, as a client asks for it. */
public final class TimeToCome {

    /** A leap year. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private TimeToCome() {}

    /**
     * That time, in milliseconds as all times here.
     *
     * @throws Refusal where it is over, or further away than {@link #LONGEST}
     */
    public static Instant checked(String field, Instant at, Clock clock) {
        var now = clock.instant();
        if (!at.isAfter(now) || at.isAfter(now.plus(LONGEST))) {
            throw Refusal.invalid(
                    field, "must be a time to come, at most " + LONGEST.toDays() + " days");
        }
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
