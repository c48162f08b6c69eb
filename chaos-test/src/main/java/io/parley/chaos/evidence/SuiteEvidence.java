package io.parley.chaos.evidence;

import io.parley.chaos.client.ContentHash;
import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.client.TraceFile;
import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.control.RedisAdmin;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The evidence in a suite that is still up but quiet, and in its clients' traces. */
public final class SuiteEvidence implements Evidence {

    private static final int FETCH = 2_000;
    private static final String SUFFIX = ".trace";

    private final ChaosSuite suite;
    private final Path traces;

    public SuiteEvidence(ChaosSuite suite, Path traces) {
        this.suite = suite;
        this.traces = traces;
    }

    @Override
    public void log(Consumer<LogEntry> each) {
        new KafkaLog(suite.kafka()).read(each);
    }

    @Override
    public void rows(Consumer<Row> each) {
        query(
                "SELECT room_id::text, seq, replace(message_id::text, '-', ''),"
                        + " coalesce(client_msg_id, ''), type, data::text"
                        + " FROM message_service.room_event"
                        + " ORDER BY room_id, seq",
                row ->
                        each.accept(
                                new Row(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getString(4),
                                        ContentHash.of(
                                                row.getString(5),
                                                Json.MAPPER.readTree(row.getString(6))))));
    }

    @Override
    public Set<StoredThread> threads() {
        var threads = new HashSet<StoredThread>();
        query(
                "SELECT room_id::text, root_seq, last_seq FROM message_service.room_thread",
                row ->
                        threads.add(
                                new StoredThread(
                                        row.getString(1), row.getLong(2), row.getLong(3))));
        return threads;
    }

    @Override
    public List<Move> moves() {
        return new KafkaLog(suite.kafka()).moves();
    }

    @Override
    public Set<Mark> marks() {
        var marks = new HashSet<Mark>();
        query(
                "SELECT user_id::text, room_id::text, seq FROM message_service.read_mark",
                row -> marks.add(new Mark(row.getString(1), row.getString(2), row.getLong(3))));
        return marks;
    }

    @Override
    public Set<Place> storedRepeats() {
        return places("repeated_record");
    }

    @Override
    public Set<Place> storedUnreadable() {
        return places("quarantine");
    }

    private Set<Place> places(String table) {
        var places = new HashSet<Place>();
        query(
                "SELECT partition, log_offset FROM message_service." + table,
                row -> places.add(new Place(row.getInt(1), row.getLong(2))));
        return places;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowReader reader) {
        try (Connection connection = suite.database()) {
            connection.setAutoCommit(false); // else the driver reads all rows at once
            try (var statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        } catch (SQLException e) {
            throw new ChaosException("The database cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<StreamEntry> stream(String room) {
        var key = RedisKeys.stream(RoomId.of(room));
        return RedisAdmin.call(
                suite.redis().master().url(),
                redis ->
                        redis.xrange(key, io.lettuce.core.Range.unbounded()).stream()
                                .map(
                                        entry ->
                                                entry(
                                                        entry.getId(),
                                                        entry.getBody().getOrDefault("e", "")))
                                .toList());
    }

    private static long seq(String entryId) {
        return Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
    }

    private static StreamEntry entry(String entryId, String json) {
        var event = Json.MAPPER.readTree(json);
        return new StreamEntry(
                seq(entryId),
                event.get("messageId").asString(),
                ContentHash.of(event.get("type").asString(), event.get("data")));
    }

    @Override
    public void traces(BiConsumer<String, TraceEvent> each) {
        try (var files = Files.list(traces)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString().replace(SUFFIX, "");
                try (var lines = Files.lines(file)) {
                    lines.forEach(line -> each.accept(name, TraceFile.parse(line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
