package io.parley.message.history.counters;

import io.parley.message.room.inside.InsideRooms.Inside;
import io.parley.message.room.inside.InsideRooms.Pair;
import io.parley.message.room.inside.InsideRooms.Seat;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the messages behind people's marks, by an index alone. */
@Component
class CountRows {

    /** Where the marks of seats stand: {@code read_seq}, in a room up to {@code head_seq}. */
    private static final String MARKS =
            """
            WITH seat AS MATERIALIZED (
                SELECT * FROM unnest(:people, :rooms, :first, :founders, :collapsed)
                    AS seat (user_id, room_id, first, is_founder, is_collapsed)),
            mine AS (
                SELECT seat.*, active_at, coalesce(active_seq, 0) AS active_seq,
                    mark.unread_at IS NOT NULL AS is_marked, coalesce(head.seq, 0) AS stored_seq,
                    greatest(first - 1, coalesce(
                        mark.seq, CASE WHEN is_founder THEN 0 ELSE head.seq END, 0)) AS read_seq
                FROM seat
                    LEFT JOIN read_mark AS mark USING (user_id, room_id)
                    LEFT JOIN room_head AS head ON head.room_id = seat.room_id)
            """;

    private static final String NEWS =
            MARKS
                    + """
                    SELECT room_id FROM mine WHERE active_seq > read_seq OR is_marked
                    ORDER BY active_at DESC NULLS LAST, room_id DESC
                    """;

    /** The first condition of the innermost query is one of the row outside: no index is asked. */
    static final String COUNT =
            MARKS
                    + """
                    SELECT user_id, room_id, read_seq, is_marked, unread,
                        greatest(stored_seq, read_seq) AS head_seq
                    FROM mine CROSS JOIN LATERAL (
                        SELECT count(*) AS unread FROM (
                            SELECT FROM room_event AS message
                            WHERE active_seq > read_seq AND message.room_id = mine.room_id
                                AND message.seq > read_seq AND type = 'message.created'
                                AND deleted_by IS NULL AND actor_id <> mine.user_id
                                AND (NOT is_collapsed OR thread_root IS NULL OR EXISTS (
                                    SELECT FROM thread_follow AS thread
                                    WHERE thread.user_id = mine.user_id
                                        AND thread.room_id = mine.room_id
                                        AND root_seq = thread_root AND NOT has_left))
                            LIMIT :most) AS message) AS counted
                    """;

    private final JdbcClient jdbc;

    CountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was counted for a seat.
     *
     * @param unread one more than asked for where there are more
     */
    record Count(Seat seat, long readSeq, long headSeq, boolean isMarked, int unread) {}

    /** Those of one person's seats behind whose marks something was said, the newest first. */
    List<Seat> withNews(List<Seat> seats) {
        var byRoom = seats.stream().collect(Collectors.toMap(Seat::room, Function.identity()));
        return jdbc
                .sql(NEWS)
                .params(parameters(seats))
                .query((row, number) -> room(row))
                .list()
                .stream()
                .map(room -> Objects.requireNonNull(byRoom.get(room)))
                .toList();
    }

    /** For each of the seats, up to {@code most} messages. */
    List<Count> count(List<Seat> seats, int most) {
        var byKey = seats.stream().collect(Collectors.toMap(Seat::pair, Function.identity()));
        return jdbc.sql(COUNT)
                .params(parameters(seats))
                .param("most", most + 1)
                .query((row, number) -> count(row, byKey))
                .list();
    }

    static Map<String, Object> parameters(List<Seat> seats) {
        var parameters = new HashMap<String, Object>();
        parameters.put("people", column(seats, seat -> seat.person().value(), UUID[]::new));
        parameters.put("rooms", column(seats, seat -> seat.room().value(), UUID[]::new));
        parameters.put("first", of(seats, Inside::firstReadable, Long[]::new));
        parameters.put("founders", of(seats, Inside::isFounder, Boolean[]::new));
        parameters.put("collapsed", of(seats, Inside::isCollapsed, Boolean[]::new));
        return parameters;
    }

    private static <T> T[] of(List<Seat> seats, Function<Inside, T> value, IntFunction<T[]> array) {
        return column(seats, seat -> value.apply(seat.inside()), array);
    }

    static <T> T[] column(List<Seat> seats, Function<Seat, T> value, IntFunction<T[]> array) {
        return seats.stream().map(value).toArray(array);
    }

    private static Count count(ResultSet row, Map<Pair, Seat> seats) throws SQLException {
        return new Count(
                Objects.requireNonNull(seats.get(pair(row))),
                row.getLong("read_seq"),
                row.getLong("head_seq"),
                row.getBoolean("is_marked"),
                row.getInt("unread"));
    }

    static Pair pair(ResultSet row) throws SQLException {
        return new Pair(new UserId(row.getObject("user_id", UUID.class)), room(row));
    }

    private static RoomId room(ResultSet row) throws SQLException {
        return new RoomId(row.getObject("room_id", UUID.class));
    }
}
