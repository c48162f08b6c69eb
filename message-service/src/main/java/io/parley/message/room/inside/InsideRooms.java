package io.parley.message.room.inside;

import io.parley.message.access.Caller;
import io.parley.model.Role;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.room.RoomsOfPerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rooms that a person is inside of, and what they may read there. */
@Component
public class InsideRooms {

    /** Their ids, for the id {@code :person}. */
    public static final String IDS =
            """
            SELECT room_id FROM room_member WHERE user_id = :person
            UNION
            SELECT id FROM room WHERE audience = 'everybody'
                AND NOT EXISTS (SELECT FROM room_ban
                    WHERE room_id = room.id AND user_id = :person)
            """;

    private static final String COLUMNS =
            """
            room.id, room.history, coalesce(first_seq, 1) AS first_seq,
                coalesce(joined_at, room.created_at) AS since,
                room.audience = 'members' AND joined_at = room.created_at AS is_founder,
                coalesce(room.settings ->> 'threads' = 'collapsed', false) AS is_collapsed
            """;

    private final JdbcClient jdbc;

    InsideRooms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param firstReadable the first seq that the person may read
     * @param since when they joined, or when the room was made where nobody joins
     * @param isFounder whether they were in from the beginning: there is no event of their joining
     * @param isCollapsed whether threads stand apart from the other messages
     */
    public record Inside(
            RoomId room,
            long firstReadable,
            Instant since,
            boolean isFounder,
            boolean isCollapsed) {}

    /** A person and a room, of which nothing else is known yet. */
    public record Pair(UserId person, RoomId room) {}

    /** A person inside of a room. */
    public record Seat(UserId person, Role role, Inside inside) {

        /** Of the caller, in their role of now. */
        public static Seat of(Caller caller, Inside inside) {
            return new Seat(caller.id(), caller.role(), inside);
        }

        public RoomId room() {
            return inside.room;
        }

        public Pair pair() {
            return new Pair(person, inside.room);
        }
    }

    /** As other services are told: who is in a room for everybody by name has it twice. */
    RoomsOfPerson namesOf(UserId person) {
        var named =
                ids(
                        """
                        SELECT room_id FROM room_member WHERE user_id = :person
                        ORDER BY room_id DESC LIMIT :limit
                        """,
                        person);
        var everybody =
                ids(
                        """
                        SELECT id FROM room WHERE audience = 'everybody'
                            AND NOT EXISTS (SELECT FROM room_ban
                                WHERE room_id = room.id AND user_id = :person)
                        ORDER BY id DESC LIMIT :limit
                        """,
                        person);
        var shown = named.subList(0, Math.min(named.size(), RoomsOfPerson.MOST));
        var left = RoomsOfPerson.MOST - shown.size();
        var open = everybody.subList(0, Math.min(everybody.size(), left));
        var isComplete = named.size() + everybody.size() == shown.size() + open.size();
        return new RoomsOfPerson(shown, open, isComplete);
    }

    /** One more than are told, where there are more. */
    private List<RoomId> ids(String query, UserId person) {
        return jdbc.sql(query)
                .param("person", person.value())
                .param("limit", RoomsOfPerson.MOST + 1)
                .query((row, number) -> new RoomId(row.getObject(1, UUID.class)))
                .list();
    }

    /** All of them. */
    public List<Inside> of(Caller person) {
        return jdbc.sql(find(""))
                .param("person", person.id().value())
                .query((row, number) -> inside(row, person.role()))
                .list();
    }

    /** Those of these rooms that the person is inside of. */
    public List<Inside> of(Caller person, Collection<RoomId> rooms) {
        return jdbc.sql(find("WHERE room.id = ANY(:rooms)"))
                .param("person", person.id().value())
                .param("rooms", rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                .query((row, number) -> inside(row, person.role()))
                .list();
    }

    private static String find(String which) {
        return """
        SELECT %s FROM (%s) AS inside
            JOIN room ON room.id = inside.room_id
            LEFT JOIN room_member AS mine ON mine.room_id = room.id AND mine.user_id = :person
        %s
        """
                .formatted(COLUMNS, IDS, which);
    }

    /** Those of the people that are inside of the room beside them, in the roles last heard of. */
    public List<Seat> seats(Collection<Pair> pairs) {
        return jdbc.sql(
                        """
                        SELECT pair.user_id, coalesce(person.role, 'USER') AS role, %s
                        FROM unnest(:people, :rooms) AS pair (user_id, room_id)
                            JOIN room ON room.id = pair.room_id
                            LEFT JOIN room_member AS mine ON mine.room_id = pair.room_id
                                AND mine.user_id = pair.user_id
                            LEFT JOIN person ON person.id = pair.user_id
                        WHERE mine.user_id IS NOT NULL OR audience = 'everybody'
                            AND NOT EXISTS (SELECT FROM room_ban
                                WHERE room_id = room.id AND user_id = pair.user_id)
                        """
                                .formatted(COLUMNS))
                .param(
                        "people",
                        pairs.stream().map(pair -> pair.person.value()).toArray(UUID[]::new))
                .param("rooms", pairs.stream().map(pair -> pair.room.value()).toArray(UUID[]::new))
                .query(
                        (row, number) -> {
                            var role = Role.valueOf(row.getString("role"));
                            var person = new UserId(row.getObject("user_id", UUID.class));
                            return new Seat(person, role, inside(row, role));
                        })
                .list();
    }

    private static Inside inside(ResultSet row, Role role) throws SQLException {
        return new Inside(
                new RoomId(row.getObject("id", UUID.class)),
                MessagingPolicy.firstReadable(
                        role,
                        RoomHistory.fromWire(row.getString("history")),
                        row.getLong("first_seq")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_founder"),
                row.getBoolean("is_collapsed"));
    }
}
