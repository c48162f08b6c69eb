package io.parley.message.archive;

import io.parley.message.infra.OneMoment;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.SequenceFunction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the archive stands: progress, and the sequence function as the rows tell it. */
@Component
public class ArchiveState {

    private static final int CHUNK = 5_000;

    private final JdbcClient jdbc;
    private final OneMoment moment;

    ArchiveState(JdbcClient jdbc, OneMoment moment) {
        this.jdbc = jdbc;
        this.moment = moment;
    }

    /** The first offset of the partition that is not stored yet. */
    public long nextOffset(int partition) {
        return jdbc.sql("SELECT next_offset FROM chat_progress WHERE partition = ?")
                .param(partition)
                .query(Long.class)
                .single();
    }

    /** The same of all partitions. */
    Map<Integer, Long> nextOffsets() {
        var offsets = new HashMap<Integer, Long>();
        jdbc.sql("SELECT partition, next_offset FROM chat_progress")
                .query(
                        row -> {
                            offsets.put(row.getInt(1), row.getLong(2));
                        });
        return offsets;
    }

    /** Progress and function as of one moment. */
    public PartitionSnapshot read(int partition) {
        return moment.read(() -> snapshot(partition));
    }

    private PartitionSnapshot snapshot(int partition) {
        var clock =
                jdbc.sql("SELECT log_time FROM chat_progress WHERE partition = ?")
                        .param(partition)
                        .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                        .single()
                        .toInstant();
        return new PartitionSnapshot(
                nextOffset(partition),
                new SequenceFunction.State(clock, lastSeqs(partition), recent(partition, clock)));
    }

    private Map<RoomId, Long> lastSeqs(int partition) {
        var seqs = new HashMap<RoomId, Long>();
        jdbc.sql("SELECT room_id, seq FROM room_head WHERE partition = ?")
                .param(partition)
                .query(
                        row -> {
                            seqs.put(new RoomId(row.getObject(1, UUID.class)), row.getLong(2));
                        });
        return seqs;
    }

    private Map<MessageId, Instant> recent(int partition, Instant clock) {
        var since = clock.minus(SequenceFunction.WINDOW);
        var ids = new HashMap<MessageId, Instant>();
        collect("room_event", partition, since, ids);
        collect("repeated_record", partition, since, ids);
        return ids;
    }

    /**
     * Walks back from the newest row until the window ends: times do not run backwards in a
     * partition, so the index on offsets is all it takes.
     */
    private void collect(String table, int partition, Instant since, Map<MessageId, Instant> ids) {
        var before = Long.MAX_VALUE;
        while (before >= 0) {
            var rows =
                    jdbc.sql(
                                    "SELECT log_offset, message_id, at FROM "
                                            + table
                                            + " WHERE partition = ? AND log_offset < ?"
                                            + " ORDER BY log_offset DESC LIMIT "
                                            + CHUNK)
                            .params(partition, before)
                            .query(
                                    (row, number) ->
                                            new Sighting(
                                                    row.getLong(1),
                                                    row.getObject(2, UUID.class),
                                                    row.getObject(3, OffsetDateTime.class)
                                                            .toInstant()))
                            .list();
            rows.stream()
                    .filter(row -> !row.at.isBefore(since))
                    .forEach(row -> ids.merge(row.messageId(), row.at, ArchiveState::later));
            var isOver = rows.size() < CHUNK || rows.getLast().at.isBefore(since);
            before = isOver ? -1 : rows.getLast().offset;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private record Sighting(long offset, UUID id, Instant at) {

        MessageId messageId() {
            return EventRows.messageId(id);
        }
    }
}
