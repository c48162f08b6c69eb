package io.parley.message.room;

import io.parley.message.directory.People;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is sent away from which room. */
@Component
public class Bans {

    private final JdbcClient jdbc;
    private final Clock clock;

    Bans(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A ban as admins see it. */
    public record Ban(Person user, UserId bannedBy, Instant bannedAt, @Nullable String reason) {}

    /** All who are banned from the room. */
    public Set<UserId> of(RoomId room) {
        return Set.copyOf(
                jdbc.sql("SELECT user_id FROM room_ban WHERE room_id = ?")
                        .param(room.value())
                        .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    /** One page of bans, by the ids of the banned. */
    public List<Ban> page(RoomId room, @Nullable UserId after, int limit) {
        return jdbc.sql(
                        """
                        SELECT id, username, name, role, banned_by, banned_at, reason
                        FROM room_ban JOIN person ON id = user_id
                        WHERE room_id = :room AND (:after::uuid IS NULL OR user_id > :after)
                        ORDER BY user_id LIMIT :limit
                        """)
                .param("room", room.value())
                .param("after", after == null ? null : after.value())
                .param("limit", limit)
                .query(
                        (row, number) ->
                                new Ban(
                                        People.read(row),
                                        new UserId(row.getObject("banned_by", UUID.class)),
                                        row.getObject("banned_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getString("reason")))
                .list();
    }

    /** A new reason takes the place of the old one. */
    public void put(RoomId room, UserId person, @Nullable String reason, UserId by) {
        jdbc.sql(
                        """
                        INSERT INTO room_ban (room_id, user_id, reason, banned_by, banned_at)
                        VALUES (:room, :person, :reason, :by, :now)
                        ON CONFLICT (room_id, user_id) DO UPDATE
                        SET reason = excluded.reason, banned_by = excluded.banned_by,
                            banned_at = excluded.banned_at
                        """)
                .param("room", room.value())
                .param("person", person.value())
                .param("reason", reason)
                .param("by", by.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * @return whether there was one
     */
    public boolean remove(RoomId room, UserId person) {
        return jdbc.sql("DELETE FROM room_ban WHERE room_id = ? AND user_id = ?")
                        .params(room.value(), person.value())
                        .update()
                > 0;
    }
}
