package io.parley.message.room.inside;

import io.parley.message.access.Caller;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.room.RoomsOfPerson;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    private final JdbcClient jdbc;

    InsideRooms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param firstReadable the first seq that the person may read
     * @param since when they joined, or when the room was made where nobody joins
     */
    public record Inside(RoomId room, long firstReadable, Instant since) {}

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
        return jdbc.sql(
                        """
                        SELECT room.id, room.history, coalesce(first_seq, 1) AS first_seq,
                            coalesce(joined_at, room.created_at) AS since
                        FROM (%s) AS inside
                            JOIN room ON room.id = inside.room_id
                            LEFT JOIN room_member AS mine
                                ON mine.room_id = room.id AND mine.user_id = :person
                        """
                                .formatted(IDS))
                .param("person", person.id().value())
                .query(
                        (row, number) ->
                                new Inside(
                                        new RoomId(row.getObject("id", UUID.class)),
                                        MessagingPolicy.firstReadable(
                                                person.role(),
                                                RoomHistory.fromWire(row.getString("history")),
                                                row.getLong("first_seq")),
                                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }
}
