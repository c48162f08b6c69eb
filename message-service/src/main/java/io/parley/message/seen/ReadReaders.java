package io.parley.message.seen;

import io.parley.message.directory.People;
import io.parley.message.room.Room;
import io.parley.model.RoomId;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads whose marks have passed a message, and whose devices have it. */
@Component
class ReadReaders {

    /** More are not counted. */
    static final int MOST_COUNTED = 10_000;

    /**
     * In a room for everybody those who have a mark there. Whoever hides what they have read is in
     * no list and no number.
     */
    private static final String READERS =
            """
            FROM read_mark JOIN room ON room.id = read_mark.room_id
            WHERE read_mark.room_id = :room AND read_mark.seq >= :seq
                AND read_mark.user_id <> :author
                AND (EXISTS (SELECT FROM room_member WHERE room_member.room_id = :room
                        AND room_member.user_id = read_mark.user_id)
                    OR (room.audience = 'everybody' AND NOT EXISTS (SELECT FROM room_ban
                        WHERE room_ban.room_id = :room
                            AND room_ban.user_id = read_mark.user_id)))
                AND NOT EXISTS (SELECT FROM hidden_reader
                    WHERE hidden_reader.user_id = read_mark.user_id)
            """;

    /** More of those who have not read it are not named and not counted: few are in such rooms. */
    private static final int MOST_DELIVERED = 200;

    private static final String DELIVERED =
            """
            SELECT person.* FROM delivery_mark
                JOIN room_member USING (room_id, user_id)
                JOIN person ON person.id = user_id
                LEFT JOIN read_mark USING (room_id, user_id)
            WHERE room_id = :room AND delivery_mark.seq >= :seq AND user_id <> :author
                AND coalesce(read_mark.seq, 0) < :seq
                AND NOT EXISTS (SELECT FROM hidden_reader WHERE hidden_reader.user_id = person.id)
            ORDER BY person.id LIMIT :most
            """;

    private final JdbcClient jdbc;

    ReadReaders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who wrote the message; empty where none of that seq is stored, or it was deleted. */
    Optional<UserId> author(RoomId room, long seq) {
        return jdbc.sql(
                        """
                        SELECT actor_id FROM room_event WHERE room_id = ? AND seq = ?
                            AND type = 'message.created' AND deleted_by IS NULL
                        """)
                .params(room.value(), seq)
                .query((row, number) -> new UserId(row.getObject("actor_id", UUID.class)))
                .optional();
    }

    int count(RoomId room, long seq, UserId author) {
        return of(
                        "SELECT count(*) FROM (SELECT " + READERS + " LIMIT " + MOST_COUNTED + ")",
                        room,
                        seq,
                        author)
                .query(Integer.class)
                .single();
    }

    /**
     * Some of them, by id.
     *
     * @param after the last one of the page before
     */
    List<Person> page(RoomId room, long seq, UserId author, @Nullable UserId after, int limit) {
        return of(
                        """
                        SELECT person.* FROM person JOIN (SELECT user_id %s
                            AND (:after::uuid IS NULL OR read_mark.user_id > :after)
                            ORDER BY user_id LIMIT :limit) AS reader ON user_id = id
                        ORDER BY id
                        """
                                .formatted(READERS),
                        room,
                        seq,
                        author)
                .param("after", after == null ? null : after.value())
                .param("limit", limit)
                .query((row, number) -> People.read(row))
                .list();
    }

    /** Whose devices have the message, of those who have not read it. */
    List<Person> delivered(RoomId room, long seq, UserId author) {
        return of(DELIVERED, room, seq, author)
                .param("most", MOST_DELIVERED)
                .query((row, number) -> People.read(row))
                .list();
    }

    /** Whether there are more people in it than are named as usual. */
    boolean isLarge(Room room) {
        return room.isForEverybody()
                || jdbc.sql(
                                """
                                        SELECT count(*) > :named FROM (SELECT FROM room_member
                                            WHERE room_id = :room LIMIT :named + 1)
                                        """)
                        .param("room", room.id().value())
                        .param("named", RoomSettings.MOST_NAMED)
                        .query(Boolean.class)
                        .single();
    }

    /** Those of the rooms in which few talk and everybody may know who has read. */
    Set<RoomId> thatNameReaders(Collection<RoomId> rooms) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                SELECT id FROM room
                                WHERE id = ANY(:rooms) AND kind <> 'announce'
                                    AND coalesce(settings ->> 'receipts', 'names') = 'names'
                                    AND (SELECT count(*) <= :named FROM (
                                        SELECT FROM room_member WHERE room_id = room.id
                                        LIMIT :named + 1))
                                """)
                        .param("rooms", rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                        .param("named", RoomSettings.MOST_NAMED)
                        .query((row, number) -> new RoomId(row.getObject("id", UUID.class)))
                        .list());
    }

    /** Those of the people who hide what they have read. */
    Set<UserId> hidden(Collection<UserId> people) {
        return Set.copyOf(
                jdbc.sql("SELECT user_id FROM hidden_reader WHERE user_id = ANY(?)")
                        .param(people.stream().map(UserId::value).toArray(UUID[]::new))
                        .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    private JdbcClient.StatementSpec of(String sql, RoomId room, long seq, UserId author) {
        return jdbc.sql(sql)
                .param("room", room.value())
                .param("seq", seq)
                .param("author", author.value());
    }
}
