package io.parley.message.room;

import io.parley.message.web.Refusal;
import io.parley.model.wire.Texts;
import org.jspecify.annotations.Nullable;

/** Why somebody did something to somebody, in their own words. */
final class Reason {

    private static final int MAX_LENGTH = 500;

    private Reason() {}

    /** The reason without blanks around it; absent if there is nothing else. */
    static @Nullable String check(@Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return null;
        }
        var reason = asked.strip();
        if (reason.codePointCount(0, reason.length()) > MAX_LENGTH || !Texts.isStorable(reason)) {
            throw Refusal.invalid("reason", "must be at most " + MAX_LENGTH + " characters");
        }
        return reason;
    }
}
