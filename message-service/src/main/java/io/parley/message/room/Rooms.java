package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
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
class Rooms {

    private static final String COLUMNS =
            "room.id, room.kind, room.name, room.version, room.created_by, room.created_at";

    private final JdbcClient jdbc;

    Rooms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Room room) {
        jdbc.sql(
                        """
                        INSERT INTO room (id, kind, name, version, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        room.id().value(),
                        room.kind().wireName(),
                        room.name(),
                        room.version(),
                        room.createdBy().value(),
                        utc(room.createdAt()))
                .update();
    }

    /**
     * @return false where the pair has a room already; waits for whoever is just making it
     */
    boolean insertDirect(Room room, Pair pair) {
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

    Optional<Room> find(RoomId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE id = ?")
                .param(id.value())
                .query(Rooms::read)
                .optional();
    }

    Optional<Room> findDirect(Pair pair) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE direct_low = ? AND direct_high = ?")
                .params(pair.low().value(), pair.high().value())
                .query(Rooms::read)
                .optional();
    }

    /** Holds the room for a change: changes of a room happen one after the other. */
    Optional<Room> lock(RoomId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM room WHERE id = ? FOR UPDATE")
                .param(id.value())
                .query(Rooms::read)
                .optional();
    }

    void update(Room room) {
        jdbc.sql("UPDATE room SET name = ?, version = ? WHERE id = ?")
                .params(room.name(), room.version(), room.id().value())
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
                                    AND ((:admin AND room.kind <> 'direct')
                                        OR EXISTS (SELECT FROM room_member
                                            WHERE room_id = room.id AND user_id = :person))
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
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
