package io.parley.message.room;

import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.room.RoomAudience;
import io.parley.model.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rooms in the database. */
@Component
public class Rooms {

    private static final String COLUMNS =
            "room.id, room.kind, room.name, room.version, room.created_by, room.created_at,"
                    + " room.audience, room.history, room.settings, room.queue_id, room.customer_id,"
                    + " room.claimed_by";

    private final JdbcClient jdbc;

    Rooms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a new room. */
    public void insert(Room room) {
        jdbc.sql(
                        """
                        INSERT INTO room (id, kind, name, version, created_by, created_at,
                            audience, history)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        room.id().value(),
                        room.kind().wireName(),
                        room.name(),
                        room.version(),
                        room.createdBy().value(),
                        utc(room.createdAt()),
                        room.audience().wireName(),
                        room.history().wireName())
                .update();
    }

    /**
     * @return false where the customer has a room with the queue already; waits for whoever is just
     *     making it
     */
    public boolean insertSupport(Room room, SupportCase support) {
        return jdbc.sql(
                                """
                                INSERT INTO room (id, kind, name, version, created_by, created_at,
                                    queue_id, customer_id)
                                VALUES (?, 'support', ?, ?, ?, ?, ?, ?)
                                ON CONFLICT (queue_id, customer_id) DO NOTHING
                                """)
                        .params(
                                room.id().value(),
                                room.name(),
                                room.version(),
                                room.createdBy().value(),
                                utc(room.createdAt()),
                                support.queue().value(),
                                support.customer().value())
                        .update()
                == 1;
    }

    /** The room of that customer in that queue. */
    public Optional<Room> findSupport(QueueId queue, UserId customer) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE queue_id = ? AND customer_id = ?")
                .params(queue.value(), customer.value())
                .query(Rooms::read)
                .optional();
    }

    /** Holds all rooms of a queue, in the order of their ids. */
    public List<Room> lockSupport(QueueId queue) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM room WHERE queue_id = ? ORDER BY id FOR UPDATE")
                .param(queue.value())
                .query(Rooms::read)
                .list();
    }

    /** Holds all direct rooms of a person, in the order of their ids. */
    public List<Room> lockDirect(UserId person) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM room
                                WHERE kind = 'direct' AND id IN (
                                    SELECT room_id FROM room_member WHERE user_id = ?)
                                ORDER BY id FOR UPDATE
                                """)
                .param(person.value())
                .query(Rooms::read)
                .list();
    }

    /**
     * Rooms of a queue that the agent is in, the newest first.
     *
     * @param claimed {@code none}, {@code me} or {@code any}
     */
    public List<Room> ofQueue(
            QueueId queue, UserId agent, String claimed, @Nullable RoomId before, int limit) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM room
                                JOIN room_member ON room_id = room.id AND user_id = :agent
                                WHERE queue_id = :queue
                                    AND (:before::uuid IS NULL OR room.id < :before)
                                    AND (:claimed = 'any'
                                        OR (:claimed = 'none' AND claimed_by IS NULL)
                                        OR (:claimed = 'me' AND claimed_by = :agent))
                                ORDER BY room.id DESC LIMIT :limit
                                """)
                .param("queue", queue.value())
                .param("agent", agent.value())
                .param("claimed", claimed)
                .param("before", before == null ? null : before.value())
                .param("limit", limit)
                .query(Rooms::read)
                .list();
    }

    /**
     * @return false where the pair has a room already; waits for whoever is just making it
     */
    public boolean insertDirect(Room room, Pair pair) {
        return jdbc.sql(
                                """
                                INSERT INTO room (id, kind, name, version, created_by, created_at,
                                    direct_low, direct_high)
                                VALUES (?, 'direct', '', ?, ?, ?, ?, ?)
                                ON CONFLICT (direct_low, direct_high) DO NOTHING
                                """)
                        .params(
                                room.id().value(),
                                room.version(),
                                room.createdBy().value(),
                                utc(room.createdAt()),
                                pair.low().value(),
                                pair.high().value())
                        .update()
                == 1;
    }

    /** The room of that id. */
    public Optional<Room> find(RoomId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE id = ?")
                .param(id.value())
                .query(Rooms::read)
                .optional();
    }

    /** The room of those two. */
    public Optional<Room> findDirect(Pair pair) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE direct_low = ? AND direct_high = ?")
                .params(pair.low().value(), pair.high().value())
                .query(Rooms::read)
                .optional();
    }

    /** Holds the room for a change: changes of a room happen one after the other. */
    public Optional<Room> lock(RoomId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE id = ? FOR UPDATE")
                .param(id.value())
                .query(Rooms::read)
                .optional();
    }

    /** Keeps the next version of a room. */
    public void update(Room room) {
        var support = room.support();
        var agent = support == null ? null : support.claimedBy();
        jdbc.sql(
                        """
                        UPDATE room SET name = ?, version = ?, history = ?, settings = ?::jsonb,
                            claimed_by = ?::uuid
                        WHERE id = ?
                        """)
                .param(room.name())
                .param(room.version())
                .param(room.history().wireName())
                .param(Json.MAPPER.writeValueAsString(room.settings()))
                .param(agent == null ? null : agent.value())
                .param(room.id().value())
                .update();
    }

    /** Rooms of a person, the newest first; an admin also gets all that an admin manages. */
    List<Room> visibleTo(UserId person, boolean isAdmin, @Nullable RoomId before, int limit) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM room
                                WHERE (:before::uuid IS NULL OR room.id < :before)
                                    AND ((:admin AND room.kind IN ('group', 'announce'))
                                        OR EXISTS (SELECT FROM room_member
                                            WHERE room_id = room.id AND user_id = :person)
                                        OR (room.audience = 'everybody'
                                            AND NOT EXISTS (SELECT FROM room_ban
                                                WHERE room_id = room.id AND user_id = :person)))
                                ORDER BY room.id DESC LIMIT :limit
                                """)
                .param("before", before == null ? null : before.value())
                .param("admin", isAdmin)
                .param("person", person.value())
                .param("limit", limit)
                .query(Rooms::read)
                .list();
    }

    /** Those of the ids that exist. */
    List<Room> find(List<RoomId> ids) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE id = ANY(?)")
                .param(ids.stream().map(RoomId::value).toArray(UUID[]::new))
                .query(Rooms::read)
                .list();
    }

    private static Room read(ResultSet row, int number) throws SQLException {
        return new Room(
                new RoomId(row.getObject("id", UUID.class)),
                RoomKind.fromWire(row.getString("kind")),
                row.getString("name"),
                row.getLong("version"),
                new UserId(row.getObject("created_by", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                RoomAudience.fromWire(row.getString("audience")),
                RoomHistory.fromWire(row.getString("history")),
                Json.MAPPER.readValue(row.getString("settings"), RoomSettings.class),
                support(row));
    }

    private static @Nullable SupportCase support(ResultSet row) throws SQLException {
        var queue = row.getObject("queue_id", UUID.class);
        var claimedBy = row.getObject("claimed_by", UUID.class);
        return queue == null
                ? null
                : new SupportCase(
                        new QueueId(queue),
                        new UserId(row.getObject("customer_id", UUID.class)),
                        claimedBy == null ? null : new UserId(claimedBy));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
