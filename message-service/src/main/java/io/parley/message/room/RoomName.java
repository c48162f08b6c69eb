package io.parley.message.room;

import io.parley.message.web.Refusal;
import io.parley.model.wire.Texts;
import org.jspecify.annotations.Nullable;

/** What a room may be called. */
final class RoomName {

    private static final int MAX_LENGTH = 100;

    private RoomName() {}

    /** The name without blanks around it. */
    static String check(@Nullable String asked) {
        var name = asked == null ? "" : asked.strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw Refusal.invalid("name", "must be 1 to " + MAX_LENGTH + " characters");
        }
        if (!Texts.isStorable(name) || name.codePoints().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("name", "must not hold control characters");
        }
        return name;
    }
}
