package io.parley.model.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** For whom a room is. */
public enum RoomAudience {
    MEMBERS,
    /** Everybody who is not banned from it is a member, named or not; announce rooms only. */
    EVERYBODY;

    @JsonCreator
    public static RoomAudience fromWire(String name) {
        for (var audience : values()) {
            if (audience.wireName().equals(name)) {
                return audience;
            }
        }
        throw new IllegalArgumentException("a room's audience is members or everybody");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
