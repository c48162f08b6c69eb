package io.parley.message.archive;

import io.parley.message.archive.MessageRows.Item;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.message.FoldedMessage.ThreadSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads threads. Several reads belong into one {@link io.parley.message.infra.OneMoment}. */
@Component
public class ThreadRows {

    /** A longer thread has that many; a page of 50 roots is read in bounded time. */
    public static final int MOST_COUNTED = 1_000;

    /** Of whose authors those who take part are named. */
    private static final int NEWEST = 50;

    private static final String SUMMARIES =
            """
            SELECT room_id, root_seq, last_seq, at, replies, participants
            FROM unnest(?, ?) AS root (room_id, root_seq)
                JOIN room_thread USING (room_id, root_seq)
                CROSS JOIN LATERAL (
                    SELECT at FROM room_event
                    WHERE room_event.room_id = root.room_id AND seq = last_seq) AS newest
                CROSS JOIN LATERAL (
                    SELECT count(*) AS replies FROM (
                        SELECT FROM room_event
                        WHERE room_event.room_id = root.room_id AND thread_root = root_seq
                            AND deleted_by IS NULL
                        LIMIT %d) AS counted) AS counts
                CROSS JOIN LATERAL (
                    SELECT array_agg(actor_id ORDER BY newest DESC) AS participants FROM (
                        SELECT actor_id, max(seq) AS newest FROM (
                            SELECT actor_id, seq FROM room_event
                            WHERE room_event.room_id = root.room_id AND thread_root = root_seq
                                AND deleted_by IS NULL
                            ORDER BY seq DESC LIMIT %d) AS said
                        GROUP BY actor_id ORDER BY newest DESC LIMIT %d) AS people) AS authors
            WHERE last_seq > 0
            """
                    .formatted(MOST_COUNTED, NEWEST, ThreadSummary.MAX_PARTICIPANTS);

    private static final String OF_THREAD = " WHERE room_id = ? AND thread_root = ? AND ";

    private final JdbcClient jdbc;

    ThreadRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells the threads of those messages that have one. */
    public void summaries(Collection<Item> roots, BiConsumer<Item, ThreadSummary> each) {
        if (roots.isEmpty()) {
            return;
        }
        var asked = List.copyOf(roots);
        jdbc.sql(SUMMARIES)
                .params(
                        asked.stream()
                                .map(item -> item.event().roomId().value())
                                .toArray(UUID[]::new),
                        asked.stream().map(item -> item.event().seq()).toArray(Long[]::new))
                .query(
                        row -> {
                            var room = new RoomId(row.getObject("room_id", UUID.class));
                            var seq = row.getLong("root_seq");
                            var summary = summary(row);
                            asked.stream()
                                    .filter(item -> item.event().seq() == seq)
                                    .filter(item -> item.event().roomId().equals(room))
                                    .forEach(item -> each.accept(item, summary));
                        });
    }

    private static ThreadSummary summary(ResultSet row) throws SQLException {
        var people = (UUID[]) row.getArray("participants").getArray();
        return new ThreadSummary(
                row.getLong("replies"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("last_seq"),
                Arrays.stream(people).map(UserId::new).toList(),
                null);
    }

    /** The roots whose newest message is nearest below {@code before}, the newest first. */
    public List<Item> roots(RoomId room, long first, long before, int limit) {
        return jdbc.sql(
                        """
                        SELECT root.* FROM room_thread JOIN room_event AS root
                            ON root.room_id = room_thread.room_id AND root.seq = root_seq
                        WHERE room_thread.room_id = ? AND last_seq > 0 AND last_seq < ?
                            AND root_seq >= ? AND type = 'message.created'
                        ORDER BY last_seq DESC LIMIT ?
                        """)
                .params(room.value(), before, first, limit)
                .query(MessageRows::item)
                .list();
    }

    /** The messages of a thread nearest above {@code after}, ascending. */
    public List<Item> above(RoomId room, long root, long after, int limit) {
        return jdbc.sql(MessageRows.ITEMS + OF_THREAD + "seq > ? ORDER BY seq LIMIT ?")
                .params(room.value(), root, after, limit)
                .query(MessageRows::item)
                .list();
    }

    /** The messages of a thread nearest below {@code before}, the newest first. */
    public List<Item> below(RoomId room, long root, long before, int limit) {
        return jdbc.sql(MessageRows.ITEMS + OF_THREAD + "seq < ? ORDER BY seq DESC LIMIT ?")
                .params(room.value(), root, before, limit)
                .query(MessageRows::item)
                .list();
    }
}
