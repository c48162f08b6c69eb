package io.parley.message.room;

import io.parley.message.directory.People;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is in which room. */
@Component
class Members {

    private final JdbcClient jdbc;

    Members(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<UserId> of(RoomId room) {
        return new LinkedHashSet<>(
                jdbc.sql("SELECT user_id FROM room_member WHERE room_id = ? ORDER BY user_id")
                        .param(room.value())
                        .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    Standing standing(RoomId room, UserId person) {
        var isMember =
                jdbc.sql("SELECT count(*) FROM room_member WHERE room_id = ? AND user_id = ?")
                        .params(room.value(), person.value())
                        .query(Long.class)
                        .single();
        return isMember > 0 ? Standing.MEMBER : Standing.NONE;
    }

    void add(RoomId room, Collection<UserId> people, Instant joinedAt) {
        jdbc.sql(
                        """
                        INSERT INTO room_member (room_id, user_id, joined_at)
                        SELECT ?, unnest(?), ?
                        """)
                .params(
                        room.value(),
                        people.stream().map(UserId::value).toArray(UUID[]::new),
                        joinedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(RoomId room, UserId person) {
        jdbc.sql("DELETE FROM room_member WHERE room_id = ? AND user_id = ?")
                .params(room.value(), person.value())
                .update();
    }

    /** One page of members, by id. */
    List<MemberView> page(RoomId room, @Nullable UserId after, int limit) {
        return jdbc.sql(
                        """
                        SELECT id, username, name, role, joined_at
                        FROM room_member JOIN person ON id = user_id
                        WHERE room_id = :room AND (:after::uuid IS NULL OR user_id > :after)
                        ORDER BY user_id LIMIT :limit
                        """)
                .param("room", room.value())
                .param("after", after == null ? null : after.value())
                .param("limit", limit)
                .query((row, number) -> member(row))
                .list();
    }

    /** In each of these direct rooms, the one who is not {@code person}. */
    Map<RoomId, Person> others(Collection<RoomId> directRooms, UserId person) {
        var others = new HashMap<RoomId, Person>();
        jdbc.sql(
                        """
                        SELECT room_id, id, username, name, role
                        FROM room_member JOIN person ON id = user_id
                        WHERE room_id = ANY(?) AND user_id <> ?
                        """)
                .params(
                        directRooms.stream().map(RoomId::value).toArray(UUID[]::new),
                        person.value())
                .query(
                        row -> {
                            others.put(
                                    new RoomId(row.getObject("room_id", UUID.class)),
                                    People.read(row));
                        });
        return others;
    }

    private static MemberView member(ResultSet row) throws SQLException {
        var person = People.read(row);
        return new MemberView(
                person.id(),
                person.username(),
                person.displayName(),
                person.role(),
                row.getObject("joined_at", OffsetDateTime.class).toInstant());
    }
}
