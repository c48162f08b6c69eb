package io.parley.message.preference;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.DeviceSignal.Level;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people have set for their rooms. */
@Component
public class RoomPreferences {

    private final JdbcClient jdbc;

    RoomPreferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a person that are not as usual. */
    public Map<RoomId, RoomPreference> of(UserId person, Collection<RoomId> rooms) {
        var found = new HashMap<RoomId, RoomPreference>();
        jdbc.sql(
                        """
                        SELECT room_id, level, muted_until, favourite FROM room_preference
                        WHERE user_id = :person AND room_id = ANY(:rooms)
                        """)
                .param("person", person.value())
                .param("rooms", rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                .query(
                        row -> {
                            found.put(
                                    new RoomId(row.getObject("room_id", UUID.class)),
                                    new RoomPreference(
                                            Level.valueOf(
                                                    row.getString("level")
                                                            .toUpperCase(Locale.ROOT)),
                                            instant(
                                                    row.getObject(
                                                            "muted_until", OffsetDateTime.class)),
                                            row.getBoolean("favourite")));
                        });
        return found;
    }

    void put(UserId person, RoomId room, RoomPreference wanted) {
        var until = wanted.mutedUntil();
        jdbc.sql(
                        """
                        INSERT INTO room_preference (user_id, room_id, level, muted_until, favourite)
                        VALUES (:person, :room, :level, :until, :favourite)
                        ON CONFLICT (user_id, room_id) DO UPDATE SET level = excluded.level,
                            muted_until = excluded.muted_until, favourite = excluded.favourite
                        """)
                .param("person", person.value())
                .param("room", room.value())
                .param("level", wanted.level().name().toLowerCase(Locale.ROOT))
                .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .param("favourite", wanted.favourite())
                .update();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
