package io.parley.message.archive;

import io.parley.model.event.EventData;
import io.parley.model.event.RoomEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps which message of each thread is the newest that is not deleted. In the transaction that
 * stores the events, and by what the rows say: the same events once more come to the same rows.
 */
final class ThreadEffects {

    private static final String NEWEST =
            """
            INSERT INTO room_thread (room_id, root_seq, last_seq)
            SELECT room_id, root_seq, coalesce(newest.seq, 0)
            FROM (
                SELECT * FROM unnest(?, ?) AS said (room_id, root_seq)
                UNION
                SELECT room_id, thread_root FROM unnest(?, ?) AS deleted (room_id, seq)
                    JOIN room_event USING (room_id, seq)
                WHERE thread_root IS NOT NULL) AS touched
                LEFT JOIN LATERAL (
                    SELECT seq FROM room_event
                    WHERE room_event.room_id = touched.room_id AND thread_root = root_seq
                        AND deleted_by IS NULL
                    ORDER BY seq DESC LIMIT 1) AS newest ON true
            ON CONFLICT (room_id, root_seq) DO UPDATE SET last_seq = excluded.last_seq
            WHERE room_thread.last_seq <> excluded.last_seq
            """;

    private ThreadEffects() {}

    /** Of events that are stored, with their other effects, in the connection's transaction. */
    static void apply(Connection connection, List<RoomEvent> stored) throws SQLException {
        var said = stored.stream().filter(event -> event.threadRoot().isPresent()).toList();
        var deleted = stored.stream().filter(ThreadEffects::isDeletion).toList();
        if (said.isEmpty() && deleted.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(NEWEST)) {
            var next =
                    new Columns<>(statement, said)
                            .add("uuid", event -> event.roomId().value())
                            .add("bigint", event -> event.threadRoot().orElseThrow());
            next.of(deleted)
                    .add("uuid", event -> event.roomId().value())
                    .add("bigint", event -> event.target().orElseThrow().seq());
            statement.executeUpdate();
        }
    }

    private static boolean isDeletion(RoomEvent event) {
        return event.data() instanceof EventData.MessageDeleted;
    }
}
