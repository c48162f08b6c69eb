package io.parley.model.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person is to a room. */
public enum Standing {
    /** Has never been in it. */
    NONE,
    MEMBER,
    /** Is in it and reads, but never posts. */
    SPECTATOR,
    /** A member who may not post for some time. */
    MUTED,
    /** Was sent away, and does not come back by any way but the end of the ban. */
    BANNED,
    /** Was in it. */
    LEFT;

    @JsonCreator
    public static Standing fromWire(String name) {
        for (var standing : values()) {
            if (standing.wireName().equals(name)) {
                return standing;
            }
        }
        throw new IllegalArgumentException("unknown standing");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
