package io.parley.message.room;

import io.parley.message.directory.People;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
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
public class Members {

    private final JdbcClient jdbc;
    private final Clock clock;

    Members(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All who are in the room. */
    public Set<UserId> of(RoomId room) {
        return new LinkedHashSet<>(
                jdbc.sql("SELECT user_id FROM room_member WHERE room_id = ? ORDER BY user_id")
                        .param(room.value())
                        .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    /** Those of them who only read. */
    public Set<UserId> spectators(RoomId room) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                SELECT user_id FROM room_member
                                WHERE room_id = ? AND standing = 'spectator'
                                """)
                        .param(room.value())
                        .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    /** With which event history began for those who joined later than the first one. */
    Map<UserId, Long> firstSeqs(RoomId room) {
        var seqs = new HashMap<UserId, Long>();
        jdbc.sql("SELECT user_id, first_seq FROM room_member WHERE room_id = ? AND first_seq > 1")
                .param(room.value())
                .query(
                        row -> {
                            var person = new UserId(row.getObject("user_id", UUID.class));
                            seqs.put(person, row.getLong("first_seq"));
                        });
        return seqs;
    }

    /** Lets people in as members; those who are in already keep their standing. */
    public void add(RoomId room, Collection<UserId> people, Instant joinedAt) {
        add(room, people, Standing.MEMBER, joinedAt);
    }

    /**
     * @param standing member or spectator; those who are in already keep theirs
     */
    public void add(RoomId room, Collection<UserId> people, Standing standing, Instant joinedAt) {
        var ids = people.stream().map(UserId::value).toArray(UUID[]::new);
        jdbc.sql(
                        """
                        INSERT INTO room_member (room_id, user_id, standing, joined_at, first_seq)
                        SELECT id, unnest(?), ?, ?,
                            CASE history WHEN 'joined' THEN coalesce(seq, 0) + 1 ELSE 1 END
                        FROM room LEFT JOIN room_head ON room_id = id WHERE id = ?
                        ON CONFLICT DO NOTHING
                        """)
                .params(ids, standing.wireName(), joinedAt.atOffset(ZoneOffset.UTC), room.value())
                .update();
        jdbc.sql("DELETE FROM room_left WHERE room_id = ? AND user_id = ANY(?)")
                .params(room.value(), ids)
                .update();
    }

    /** Makes a member a spectator, or the other way round. */
    public void setStanding(RoomId room, UserId person, Standing standing) {
        jdbc.sql("UPDATE room_member SET standing = ? WHERE room_id = ? AND user_id = ?")
                .params(standing.wireName(), room.value(), person.value())
                .update();
    }

    /**
     * Takes a person out, and keeps that they were in. What they have read goes: when they come
     * back it says nothing about what was said meanwhile.
     */
    public void remove(RoomId room, UserId person, Instant leftAt) {
        for (var table : List.of("room_member", "read_mark", "delivery_mark")) {
            jdbc.sql("DELETE FROM " + table + " WHERE room_id = ? AND user_id = ?")
                    .params(room.value(), person.value())
                    .update();
        }
        jdbc.sql(
                        """
                        INSERT INTO room_left (room_id, user_id, left_at) VALUES (?, ?, ?)
                        ON CONFLICT (room_id, user_id) DO UPDATE SET left_at = excluded.left_at
                        """)
                .params(room.value(), person.value(), leftAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** One page of members, by id. */
    public List<MemberView> page(RoomId room, @Nullable UserId after, int limit) {
        return jdbc.sql(
                        """
                        SELECT id, username, name, role, joined_at, standing, until
                        FROM room_member JOIN person ON id = user_id
                            LEFT JOIN room_mute ON room_mute.room_id = room_member.room_id
                                AND room_mute.user_id = room_member.user_id AND until > :now
                        WHERE room_member.room_id = :room
                            AND (:after::uuid IS NULL OR room_member.user_id > :after)
                        ORDER BY room_member.user_id LIMIT :limit
                        """)
                .param("room", room.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
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
        var until = row.getObject("until", OffsetDateTime.class);
        var standing = Standing.fromWire(row.getString("standing"));
        return new MemberView(
                person.id(),
                person.username(),
                person.displayName(),
                person.role(),
                row.getObject("joined_at", OffsetDateTime.class).toInstant(),
                until != null && standing == Standing.MEMBER ? Standing.MUTED : standing,
                until == null ? null : until.toInstant());
    }
}
