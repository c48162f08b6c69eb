package io.parley.message.room;

import io.parley.message.web.Refusal;
import io.parley.model.text.WrittenText;
import org.jspecify.annotations.Nullable;

/** What a room may be called. */
public final class RoomName {

    private static final int MAX_LENGTH = 100;

    private RoomName() {}

    /** The name as it is kept. */
    public static String check(@Nullable String asked) {
        return switch (WrittenText.name(asked == null ? "" : asked, MAX_LENGTH)) {
            case WrittenText.Result.Fit(String name) -> name;
            case WrittenText.Result.Unfit(String rule) -> throw Refusal.invalid("name", rule);
        };
    }
}
