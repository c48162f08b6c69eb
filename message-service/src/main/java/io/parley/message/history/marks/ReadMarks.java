package io.parley.message.history.marks;

import io.parley.message.history.marks.FoldedMoves.Delivered;
import io.parley.message.history.marks.FoldedMoves.Folded;
import io.parley.message.history.marks.MovesStored.Mark;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The marks as rows, and how far the log of moves is stored. */
@Component
class ReadMarks {

    /**
     * In rooms that the people are inside of: who has left may have read until then, and that must
     * not count when they come back.
     */
    private static final String MOVES =
            """
            INSERT INTO read_mark AS mark (user_id, room_id, seq, unread_at, moved_at)
            SELECT user_id, room_id,
                CASE WHEN is_ahead THEN move.seq
                    ELSE least(move.seq, coalesce(room_head.seq, 0)) END,
                CASE WHEN is_marked THEN now() END, now()
            FROM unnest(:people, :rooms, :seqs, :ahead, :marked)
                    AS move (user_id, room_id, seq, is_ahead, is_marked)
                LEFT JOIN room_head USING (room_id)
            WHERE EXISTS (SELECT FROM room_member AS mine
                    WHERE mine.room_id = move.room_id AND mine.user_id = move.user_id)
                OR EXISTS (SELECT FROM room WHERE id = move.room_id AND audience = 'everybody')
            ORDER BY user_id, room_id
            ON CONFLICT (user_id, room_id) DO UPDATE SET
            """;

    private static final String FORWARDS =
            MOVES
                    + """
                    seq = greatest(mark.seq, excluded.seq), unread_at = NULL,
                        moved_at = excluded.moved_at
                    WHERE mark.seq < excluded.seq OR mark.unread_at IS NOT NULL
                    RETURNING user_id, room_id, seq
                    """;

    private static final String THERE =
            MOVES
                    + """
                    seq = excluded.seq, unread_at = excluded.unread_at,
                        moved_at = excluded.moved_at
                    RETURNING user_id, room_id, seq
                    """;

    /** Of what devices have, in rooms where others are told of it; see {@link Delivered}. */
    private static final String DELIVERIES =
            """
            INSERT INTO delivery_mark AS mark (user_id, room_id, seq)
            SELECT user_id, room_id, seq
            FROM (SELECT user_id, room_id, is_of_mark, coalesce(read_mark.seq, 0) AS read_seq,
                    greatest(CASE WHEN is_ahead THEN asked
                            ELSE least(asked, coalesce(room_head.seq, 0)) END,
                        CASE WHEN is_of_mark THEN read_mark.seq END) AS seq
                FROM unnest(:people, :rooms, :seqs, :ahead, :ofMark)
                        AS move (user_id, room_id, asked, is_ahead, is_of_mark)
                    LEFT JOIN room_head USING (room_id)
                    LEFT JOIN read_mark USING (user_id, room_id)) AS moved
            WHERE seq > 0 AND (is_of_mark OR seq > read_seq)
                AND EXISTS (SELECT FROM room
                    WHERE id = moved.room_id AND kind IN ('direct', 'support'))
                AND EXISTS (SELECT FROM room_member AS mine
                    WHERE mine.room_id = moved.room_id AND mine.user_id = moved.user_id)
            ORDER BY room_id, user_id
            ON CONFLICT (room_id, user_id) DO UPDATE SET seq = excluded.seq
            WHERE mark.seq < excluded.seq
            RETURNING user_id, room_id, seq
            """;

    /** Only of threads that people follow. */
    private static final String THREADS =
            """
            UPDATE thread_follow AS thread
            SET read_seq = CASE WHEN is_set THEN moved.seq ELSE greatest(read_seq, moved.seq) END
            FROM (SELECT move.*, CASE WHEN is_ahead THEN asked
                        ELSE least(asked, coalesce(room_head.seq, 0)) END AS seq
                FROM unnest(:people, :rooms, :roots, :seqs, :ahead, :set)
                        AS move (user_id, room_id, root_seq, asked, is_ahead, is_set)
                    LEFT JOIN room_head USING (room_id)) AS moved
            WHERE thread.user_id = moved.user_id AND thread.room_id = moved.room_id
                AND thread.root_seq = moved.root_seq
            """;

    private final JdbcClient jdbc;

    ReadMarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Up to where the partitions of that log are stored; absent for those of which nothing is. */
    Map<Integer, Long> places(String topicId) {
        return places("SELECT * FROM read_progress WHERE topic_id = :topic", topicId, List.of());
    }

    /** The same of these, which nobody else moves before the transaction ends. */
    Map<Integer, Long> locked(String topicId, Collection<Integer> partitions) {
        jdbc.sql(
                        """
                        INSERT INTO read_progress (topic_id, partition, next_offset)
                        SELECT :topic, partition, 0 FROM unnest(:partitions) AS partition
                        ORDER BY partition ON CONFLICT DO NOTHING
                        """)
                .param("topic", topicId)
                .param("partitions", partitions.toArray(Integer[]::new))
                .update();
        return places(
                """
                SELECT * FROM read_progress
                WHERE topic_id = :topic AND partition = ANY(:partitions)
                ORDER BY partition FOR UPDATE
                """,
                topicId,
                partitions);
    }

    private Map<Integer, Long> places(
            String query, String topicId, Collection<Integer> partitions) {
        var places = new HashMap<Integer, Long>();
        jdbc.sql(query)
                .param("topic", topicId)
                .param("partitions", partitions.toArray(Integer[]::new))
                .query(
                        row -> {
                            places.put(row.getInt("partition"), row.getLong("next_offset"));
                        });
        return places;
    }

    void setPlaces(String topicId, Map<Integer, Long> places) {
        jdbc.sql(
                        """
                        UPDATE read_progress SET next_offset = moved.next_offset
                        FROM unnest(:partitions, :places) AS moved (partition, next_offset)
                        WHERE topic_id = :topic AND read_progress.partition = moved.partition
                        """)
                .param("topic", topicId)
                .param("partitions", places.keySet().toArray(Integer[]::new))
                .param("places", places.values().toArray(Long[]::new))
                .update();
    }

    /** The newest stored seq of each of the rooms that has one. */
    Map<RoomId, Long> heads(Collection<RoomId> rooms) {
        var heads = new HashMap<RoomId, Long>();
        jdbc.sql("SELECT room_id, seq FROM room_head WHERE room_id = ANY(?)")
                .param(rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                .query(
                        row -> {
                            var room = new RoomId(row.getObject("room_id", UUID.class));
                            heads.put(room, row.getLong("seq"));
                        });
        return heads;
    }

    /**
     * Moves the marks of rooms.
     *
     * @param isSet whether they go there wherever they were
     * @param ahead rooms that may have more than is stored
     * @return those that are others than before
     */
    List<Mark> move(List<Folded> moves, boolean isSet, Set<RoomId> ahead) {
        if (moves.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(isSet ? THERE : FORWARDS)
                .params(parameters(moves, ahead))
                .query(ReadMarks::mark)
                .list();
    }

    /** Moves the marks of what devices have, and answers those that are others than before. */
    List<Mark> deliver(List<Delivered> moves, Set<RoomId> ahead) {
        if (moves.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(DELIVERIES)
                .param("people", column(moves, move -> move.person().value(), UUID[]::new))
                .param("rooms", column(moves, move -> move.room().value(), UUID[]::new))
                .param("seqs", column(moves, Delivered::seq, Long[]::new))
                .param("ahead", column(moves, move -> ahead.contains(move.room()), Boolean[]::new))
                .param("ofMark", column(moves, Delivered::isOfMark, Boolean[]::new))
                .query(ReadMarks::mark)
                .list();
    }

    private static Mark mark(ResultSet row, int number) throws SQLException {
        return new Mark(
                new UserId(row.getObject("user_id", UUID.class)),
                new RoomId(row.getObject("room_id", UUID.class)),
                row.getLong("seq"));
    }

    void moveThreads(List<Folded> moves, Set<RoomId> ahead) {
        if (!moves.isEmpty()) {
            jdbc.sql(THREADS).params(parameters(moves, ahead)).update();
        }
    }

    private static Map<String, Object> parameters(List<Folded> moves, Set<RoomId> ahead) {
        return Map.of(
                "people", column(moves, move -> move.person().value(), UUID[]::new),
                "rooms", column(moves, move -> move.room().value(), UUID[]::new),
                "roots", column(moves, ReadMarks::root, Long[]::new),
                "seqs", column(moves, Folded::seq, Long[]::new),
                "ahead", column(moves, move -> ahead.contains(move.room()), Boolean[]::new),
                "set", column(moves, Folded::isSet, Boolean[]::new),
                "marked", column(moves, Folded::isMarked, Boolean[]::new));
    }

    private static long root(Folded move) {
        return Objects.requireNonNullElse(move.threadRoot(), 0L);
    }

    private static <M, T> T[] column(List<M> moves, Function<M, T> value, IntFunction<T[]> array) {
        return moves.stream().map(value).toArray(array);
    }
}
