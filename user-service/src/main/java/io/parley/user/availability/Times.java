package io.parley.user.availability;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as the wire has them. */
final class Times {

    private Times() {}

    /** What is kept must be what is told, or a repeat would look like a change. */
    static @Nullable Instant toMillis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
