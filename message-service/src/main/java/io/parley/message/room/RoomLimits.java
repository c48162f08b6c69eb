package io.parley.message.room;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Limits of rooms. */
@ConfigurationProperties("parley.rooms")
public record RoomLimits(@DefaultValue("1000") int maxMembers) {

    private static final int MOST = 100_000;

    /** Refuses numbers that no room could have. */
    public RoomLimits {
        if (maxMembers < 2 || maxMembers > MOST) {
            throw new WrongSetting(
                    "PARLEY_ROOM_MAX_MEMBERS is wrong: set it to a number of 2 to " + MOST);
        }
    }
}
