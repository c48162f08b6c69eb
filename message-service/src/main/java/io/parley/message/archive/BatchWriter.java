package io.parley.message.archive;

import static io.parley.message.archive.EventRows.uuid;

import io.parley.model.MessageRef;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stores batches: rows and progress in one transaction. Progress moves first, by compare-and-set:
 * it locks the partition's row, so that of two writers one waits and then finds that it has lost.
 * Offsets are stored with the partition's {@code log_base}: see {@link LogIdentity}.
 */
@Component
class BatchWriter {

    private static final String MOVE =
            """
            UPDATE chat_progress SET next_offset = moved.next_offset, log_time = moved.log_time
            FROM unnest(?, ?, ?, ?) AS moved (partition, expected, next_offset, log_time)
            WHERE chat_progress.partition = moved.partition
                AND chat_progress.next_offset = moved.expected
            """;
    private static final String EVENTS =
            """
            INSERT INTO room_event (room_id, seq, partition, log_offset, message_id, type, at,
                client_msg_id, actor_id, actor_name, actor_role, data, target_seq, thread_root)
            SELECT room_id, seq, partition, log_offset + log_base, message_id, type, at,
                client_msg_id, actor_id, actor_name, actor_role, data, target_seq, thread_root
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS event (room_id, seq, partition,
                log_offset, message_id, type, at, client_msg_id, actor_id, actor_name, actor_role,
                data, target_seq, thread_root)
            JOIN chat_progress USING (partition)
            ON CONFLICT DO NOTHING
            """;
    private static final String SAME =
            """
            SELECT count(*) FROM unnest(?, ?, ?, ?, ?, ?)
                AS again (room_id, seq, partition, log_offset, message_id, type)
            JOIN chat_progress USING (partition)
            JOIN room_event USING (room_id, seq, partition, message_id, type)
            WHERE room_event.log_offset = again.log_offset + log_base
            """;
    private static final String HEADS =
            """
            INSERT INTO room_head (room_id, partition, seq, at, active_seq, active_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
            ON CONFLICT (room_id) DO UPDATE SET seq = excluded.seq, at = excluded.at,
                active_seq = greatest(room_head.active_seq, excluded.active_seq),
                active_at = greatest(room_head.active_at, excluded.active_at)
            WHERE room_head.seq < excluded.seq
            """;
    private static final String REPEATS =
            """
            INSERT INTO repeated_record (partition, log_offset, room_id, message_id, at)
            SELECT partition, log_offset + log_base, room_id, message_id, at
            FROM unnest(?, ?, ?, ?, ?)
                AS repeat (partition, log_offset, room_id, message_id, at)
            JOIN chat_progress USING (partition) ON CONFLICT DO NOTHING
            """;
    private static final String QUARANTINE =
            """
            INSERT INTO quarantine (partition, log_offset, at, reason, key, value)
            SELECT partition, log_offset + log_base, at, reason, key, value
            FROM unnest(?, ?, ?, ?, ?, ?)
                AS record (partition, log_offset, at, reason, key, value)
            JOIN chat_progress USING (partition) ON CONFLICT DO NOTHING
            """;

    private final DataSource source;

    BatchWriter(DataSource source) {
        this.source = source;
    }

    /** What came of it. Nothing is stored unless all is. */
    enum Result {
        STORED,
        /** Somebody else has moved a partition: its state has to be read again. */
        LOST_RACE,
        /** Other rows stand where these belong. */
        CONFLICT
    }

    /**
     * @throws SQLException where the database did not answer or the outcome is unknown: the same
     *     batches may be tried again
     */
    Result store(Collection<Batch> batches) throws SQLException {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = write(connection, List.copyOf(batches));
                if (result == Result.STORED) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return result;
            } catch (SQLException failure) {
                rollback(connection, failure);
                throw failure;
            }
        }
    }

    private static Result write(Connection connection, List<Batch> batches) throws SQLException {
        if (move(connection, batches) < batches.size()) {
            return Result.LOST_RACE;
        }
        var events = batches.stream().flatMap(batch -> rows(batch, batch.events())).toList();
        if (!events.isEmpty()) {
            if (insert(connection, events) < events.size() && !areStored(connection, events)) {
                return Result.CONFLICT;
            }
            moveHeads(connection, events);
            var stored = events.stream().map(row -> row.of().event()).toList();
            ChangeEffects.apply(connection, stored);
            ThreadEffects.apply(connection, stored);
            MentionEffects.apply(connection, stored);
            FollowEffects.apply(connection, stored);
            MarkEffects.apply(connection, stored);
        }
        insertRepeats(connection, batches);
        insertQuarantined(connection, batches);
        return Result.STORED;
    }

    private static int move(Connection connection, List<Batch> batches) throws SQLException {
        try (var statement = connection.prepareStatement(MOVE)) {
            new Columns<>(statement, batches)
                    .add("integer", Batch::partition)
                    .add("bigint", Batch::expected)
                    .add("bigint", Batch::next)
                    .addTime(Batch::logTime);
            return statement.executeUpdate();
        }
    }

    private static int insert(Connection connection, List<Row<StoredEvent>> events)
            throws SQLException {
        try (var statement = connection.prepareStatement(EVENTS)) {
            keys(statement, events)
                    .addTime(row -> row.of().event().at())
                    .add("text", row -> row.of().event().clientMsgId())
                    .add("uuid", row -> row.of().event().actor().id().value())
                    .add("text", row -> row.of().event().actor().name())
                    .add("text", row -> row.of().event().actor().role().name())
                    .add("json", row -> EventJson.writeData(row.of().event().data()))
                    .add(
                            "bigint",
                            row -> row.of().event().target().map(MessageRef::seq).orElse(null))
                    .add("bigint", row -> row.of().event().threadRoot().orElse(null));
            return statement.executeUpdate();
        }
    }

    private static Columns<Row<StoredEvent>> keys(
            PreparedStatement statement, List<Row<StoredEvent>> events) throws SQLException {
        return new Columns<>(statement, events)
                .add("uuid", row -> row.of().event().roomId().value())
                .add("bigint", row -> row.of().event().seq())
                .add("integer", Row::partition)
                .add("bigint", row -> row.of().offset())
                .add("uuid", row -> uuid(row.of().event().messageId()))
                .add("text", row -> row.of().event().type().wireName());
    }

    /** An exact repeat of what is stored is no conflict. */
    private static boolean areStored(Connection connection, List<Row<StoredEvent>> events)
            throws SQLException {
        try (var statement = connection.prepareStatement(SAME)) {
            keys(statement, events);
            try (var same = statement.executeQuery()) {
                return same.next() && same.getLong(1) == events.size();
            }
        }
    }

    private static void moveHeads(Connection connection, List<Row<StoredEvent>> events)
            throws SQLException {
        Map<RoomId, Head> heads = new HashMap<>();
        for (var row : events) {
            var event = row.of().event();
            heads.merge(event.roomId(), Head.at(row.partition(), event), Head::then);
        }
        try (var statement = connection.prepareStatement(HEADS)) {
            new Columns<>(statement, List.copyOf(heads.values()))
                    .add("uuid", head -> head.newest().roomId().value())
                    .add("integer", Head::partition)
                    .add("bigint", head -> head.newest().seq())
                    .addTime(head -> head.newest().at())
                    .add("bigint", Head::activeSeq)
                    .add("timestamptz", Head::activeAt);
            statement.executeUpdate();
        }
    }

    private static void insertRepeats(Connection connection, List<Batch> batches)
            throws SQLException {
        var repeats = batches.stream().flatMap(batch -> rows(batch, batch.repeats())).toList();
        if (repeats.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(REPEATS)) {
            new Columns<>(statement, repeats)
                    .add("integer", Row::partition)
                    .add("bigint", row -> row.of().offset())
                    .add("uuid", row -> row.of().room().value())
                    .add("uuid", row -> uuid(row.of().id()))
                    .addTime(row -> row.of().at());
            statement.executeUpdate();
        }
    }

    private static void insertQuarantined(Connection connection, List<Batch> batches)
            throws SQLException {
        var records = batches.stream().flatMap(batch -> rows(batch, batch.quarantined())).toList();
        if (records.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(QUARANTINE)) {
            new Columns<>(statement, records)
                    .add("integer", Row::partition)
                    .add("bigint", row -> row.of().offset())
                    .addTime(row -> row.of().at())
                    .add("text", row -> row.of().reason())
                    .addBytes(row -> row.of().key())
                    .addBytes(row -> row.of().value());
            statement.executeUpdate();
        }
    }

    private static void rollback(Connection connection, SQLException failure) {
        try {
            connection.rollback();
        } catch (SQLException alsoGone) {
            failure.addSuppressed(alsoGone);
        }
    }

    private static <T> Stream<Row<T>> rows(Batch batch, List<T> of) {
        return of.stream().map(one -> new Row<>(batch.partition(), one));
    }

    private record Row<T>(int partition, T of) {}

    /**
     * What a batch makes of a room's head.
     *
     * @param active the newest event of it that is activity
     */
    private record Head(int partition, RoomEvent newest, @Nullable RoomEvent active) {

        static Head at(int partition, RoomEvent event) {
            return new Head(partition, event, event.type().isActivity() ? event : null);
        }

        Head then(Head next) {
            return new Head(partition, next.newest, next.active == null ? active : next.active);
        }

        long activeSeq() {
            return active == null ? 0 : active.seq();
        }

        @Nullable String activeAt() {
            return active == null ? null : active.at().toString();
        }
    }
}
