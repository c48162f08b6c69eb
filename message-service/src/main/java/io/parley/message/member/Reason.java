package io.parley.message.member;

import io.parley.message.web.Refusal;
import io.parley.model.text.WrittenText;
import org.jspecify.annotations.Nullable;

/** Why somebody did something to somebody, in their own words. */
final class Reason {

    private static final int MAX_LENGTH = 500;

    private Reason() {}

    /** The reason without blanks around it; absent if there is nothing else. */
    static @Nullable String check(@Nullable String asked) {
        if (asked == null || WrittenText.strip(asked).isEmpty()) {
            return null;
        }
        return switch (WrittenText.note(asked, MAX_LENGTH)) {
            case WrittenText.Result.Fit(String reason) -> reason;
            case WrittenText.Result.Unfit(String rule) -> throw Refusal.invalid("reason", rule);
        };
    }
}
