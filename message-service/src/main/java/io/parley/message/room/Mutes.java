package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may not post until when. A mute that is over counts as none, and goes with the next one. */
@Component
public class Mutes {

    private final JdbcClient jdbc;
    private final Clock clock;

    Mutes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that last. */
    Map<UserId, Instant> of(RoomId room) {
        var mutes = new HashMap<UserId, Instant>();
        jdbc.sql("SELECT user_id, until FROM room_mute WHERE room_id = ? AND until > ?")
                .params(room.value(), now())
                .query(
                        row -> {
                            mutes.put(
                                    new UserId(row.getObject("user_id", UUID.class)),
                                    row.getObject("until", OffsetDateTime.class).toInstant());
                        });
        return mutes;
    }

    /** A new mute takes the place of the old one. */
    public void put(RoomId room, UserId person, Instant until, @Nullable String reason, UserId by) {
        jdbc.sql("DELETE FROM room_mute WHERE room_id = ? AND until <= ?")
                .params(room.value(), now())
                .update();
        jdbc.sql(
                        """
                        INSERT INTO room_mute (room_id, user_id, until, reason, muted_by, muted_at)
                        VALUES (:room, :person, :until, :reason, :by, :now)
                        ON CONFLICT (room_id, user_id) DO UPDATE
                        SET until = excluded.until, reason = excluded.reason,
                            muted_by = excluded.muted_by, muted_at = excluded.muted_at
                        """)
                .param("room", room.value())
                .param("person", person.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .param("by", by.value())
                .param("now", now())
                .update();
    }

    /**
     * @return whether a mute has ended by this
     */
    public boolean remove(RoomId room, UserId person) {
        return jdbc.sql(
                                """
                                DELETE FROM room_mute
                                WHERE room_id = ? AND user_id = ? AND until > ?
                                """)
                        .params(room.value(), person.value(), now())
                        .update()
                > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
