package io.parley.model.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of themselves for a while, such as "on holiday".
 *
 * @param text may be empty where there is an emoji
 * @param until when it stops being so; absent: until the person changes it
 */
public record UserStatus(String text, @Nullable String emoji, @Nullable Instant until) {

    /** Characters of {@link #text}, as Unicode counts them. */
    public static final int MAX_CHARS = 100;

    /** Whether it still holds at that time. */
    public boolean isAt(Instant now) {
        return until == null || now.isBefore(until);
    }
}
