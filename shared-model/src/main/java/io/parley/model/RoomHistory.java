package io.parley.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What of a room's past its members may read. */
public enum RoomHistory {
    ALL,
    /** What was said since they joined; rooms with named members only. */
    JOINED;

    @JsonCreator
    public static RoomHistory fromWire(String name) {
        for (var history : values()) {
            if (history.wireName().equals(name)) {
                return history;
            }
        }
        throw new IllegalArgumentException("a room's history is all or joined");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
