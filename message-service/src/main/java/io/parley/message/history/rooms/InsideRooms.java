package io.parley.message.history.rooms;

import io.parley.message.access.Caller;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.policy.MessagingPolicy;
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
    static final String IDS =
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
