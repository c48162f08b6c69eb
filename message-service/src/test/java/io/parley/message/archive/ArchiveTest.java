package io.parley.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.LogWriter;
import io.parley.message.archive.BatchWriter.Result;
import io.parley.model.RoomId;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecordCodec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The archive, with a new database for each test. */
@Tag("servers")
class ArchiveTest {

    private final RoomId room = new RoomId(UUID.randomUUID());
    private final int partition = ChatLog.partitionOf(room);
    private final ArchiveHarness archive = ArchiveHarness.onSharedServers();
    private final LogWriter log = new LogWriter(archive.bootstrapServers());

    @AfterEach
    void close() {
        log.close();
        archive.close();
    }

    @Test
    void goesOnWhereItStoppedInTheMiddleOfTheLog() {
        for (var round = 0; round < 3; round++) {
            try (var _ = archive.start()) {
                send(room, round * 100 + 1, round * 100 + 100);
                archive.awaitStored(room);
            }
            send(room, round * 100 + 51, round * 100 + 100);
        }

        try (var _ = archive.start()) {
            archive.awaitStored(room);
        }

        var events = archive.stored(room);
        assertThat(events).extracting(RoomEvent::seq).isEqualTo(run(1, 300));
        assertThat(events)
                .extracting(RoomEvent::clientMsgId)
                .isEqualTo(IntStream.rangeClosed(1, 300).mapToObj(n -> "m" + n).toList());
        assertThat(repeats()).isEqualTo(150);
        assertThat(archive.stopped()).isZero();
    }

    @Test
    void twoWritersOfOnePartitionNeverDisagree() {
        var rooms = IntStream.range(0, 20).mapToObj(n -> new RoomId(UUID.randomUUID())).toList();

        try (var _ = archive.start();
                var _ = archive.start()) {
            rooms.forEach(each -> send(each, 1, 200));
            rooms.forEach(archive::awaitStored);
        }

        for (var each : rooms) {
            assertThat(archive.stored(each)).extracting(RoomEvent::seq).isEqualTo(run(1, 200));
        }
        assertThat(archive.stopped()).isZero();
    }

    @Test
    void whoComesBackLateStoresNothing() throws SQLException {
        var late = new ArchivedPartition(partition, archive.state.read(partition));
        var quick = new ArchivedPartition(partition, archive.state.read(partition));
        var records = List.of(record(0, Instant.EPOCH, "a"), record(1, Instant.EPOCH, "b"));

        var stored = archive.writer.store(List.of(quick.take(records)));
        var refused = archive.writer.store(List.of(late.take(records.subList(0, 1))));

        assertThat(stored).isEqualTo(Result.STORED);
        assertThat(refused).isEqualTo(Result.LOST_RACE);
        assertThat(archive.state.nextOffset(partition)).isEqualTo(2);
        assertThat(archive.stored(room)).hasSize(2);
    }

    @Test
    void anExactRepeatIsIgnoredAndAnythingElseIsAConflict() throws SQLException {
        var fresh = archive.state.read(partition);
        var batch =
                new ArchivedPartition(partition, fresh)
                        .take(
                                List.of(
                                        record(0, Instant.EPOCH, "a"),
                                        record(1, Instant.EPOCH, "b")));
        archive.writer.store(List.of(batch));
        archive.jdbc.sql("UPDATE chat_progress SET next_offset = 0").update();

        var again = archive.writer.store(List.of(batch));
        archive.jdbc.sql("UPDATE chat_progress SET next_offset = 0").update();
        var other =
                archive.writer.store(
                        List.of(
                                new ArchivedPartition(partition, fresh)
                                        .take(List.of(record(0, Instant.EPOCH, "other")))));

        assertThat(again).isEqualTo(Result.STORED);
        assertThat(other).isEqualTo(Result.CONFLICT);
        assertThat(archive.state.nextOffset(partition)).isZero();
        assertThat(archive.stored(room))
                .extracting(RoomEvent::clientMsgId)
                .containsExactly("a", "b");
    }

    @Test
    void aRepeatIsKnownTenMinutesLongAlsoAfterARestart() throws SQLException {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        take(record(0, start, "a"));
        take(record(1, start.plusSeconds(599), "a"));
        take(record(2, start.plusSeconds(599 + 600), "a"));
        take(record(3, start.plusSeconds(599 + 600 + 601), "a"));

        assertThat(archive.stored(room)).extracting(RoomEvent::seq).containsExactly(1L, 2L);
        assertThat(repeats()).isEqualTo(2);
        assertThat(archive.state.read(partition).state().lastSeqs()).isEqualTo(Map.of(room, 2L));
    }

    @Test
    void whatCannotBeReadKeepsItsNumberAndItsBytes() {
        var before = new RoomId(UUID.randomUUID());
        log.appendRaw(room, "{".getBytes(UTF_8));
        log.appendRaw(room, LogRecordCodec.encode(LogWriter.message(before, "of another room")));
        log.appendRaw(partition, "nobody", "x".getBytes(UTF_8));
        log.append(LogWriter.message(room, "fine"));

        try (var _ = archive.start()) {
            archive.awaitStored(room);
        }

        assertThat(archive.stored(room))
                .extracting(RoomEvent::type)
                .containsExactly(
                        EventType.MESSAGE_UNREADABLE,
                        EventType.MESSAGE_UNREADABLE,
                        EventType.MESSAGE_CREATED);
        assertThat(
                        archive.jdbc
                                .sql(
                                        "SELECT reason FROM quarantine WHERE partition = ?"
                                                + " ORDER BY log_offset")
                                .param(partition)
                                .query(String.class)
                                .list())
                .endsWith("unreadable", "unreadable", "unaddressed");
    }

    @Test
    void aConflictStopsItsPartitionOnly() {
        var other = roomOutside(partition);
        archive.jdbc
                .sql(
                        """
                        INSERT INTO room_event VALUES (?, 1, ?, 1000000, 'epoch', 'message.created',
                            ?, NULL, ?, 'x', 'USER', '{"text":"x"}')
                        """)
                .params(room.value(), partition, UUID.randomUUID(), UUID.randomUUID())
                .update();
        send(room, 1, 3);
        send(other, 1, 3);

        try (var _ = archive.start()) {
            archive.awaitStored(other);
            await().atMost(Duration.ofSeconds(60)).until(() -> archive.stopped() == 1);
        }

        assertThat(archive.stored(other)).hasSize(3);
        assertThat(archive.stored(room)).hasSize(1);
    }

    @Test
    void catchesUpFasterThanAnybodyTypes() {
        var rooms = IntStream.range(0, 100).mapToObj(n -> new RoomId(UUID.randomUUID())).toList();
        rooms.forEach(each -> send(each, 1, 500));

        var stored = archive.meters.get("parley.archive.events").counter();
        double seconds;
        try (var _ = archive.start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> stored.count() > 0);
            var started = System.nanoTime();
            await().atMost(Duration.ofSeconds(60)).until(() -> stored.count() >= 50_000);
            seconds = (System.nanoTime() - started) / 1e9;
            rooms.forEach(archive::awaitStored);
        }

        System.out.printf(
                "catch-up: %.0f events in %.1f s, %.0f events/s%n",
                stored.count(), seconds, stored.count() / seconds);
        rooms.forEach(each -> assertThat(archive.stored(each)).hasSize(500));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        var reopened = new ArchivedPartition(partition, archive.state.read(partition));
        archive.writer.store(List.of(reopened.take(List.of(record))));
    }

    private long send(RoomId to, int first, int last) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var n = first; n <= last; n++) {
            sent.add(log.send(LogWriter.message(to, "m" + n)));
        }
        log.flush();
        return sent.getLast().resultNow().offset();
    }

    private ConsumerRecord<byte[], byte[]> record(long offset, Instant at, String clientMsgId) {
        return new ConsumerRecord<>(
                ChatLog.TOPIC,
                partition,
                offset,
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                room.toString().getBytes(UTF_8),
                LogRecordCodec.encode(LogWriter.message(room, clientMsgId)),
                new RecordHeaders(),
                Optional.empty());
    }

    private long repeats() {
        return archive.jdbc
                .sql("SELECT count(*) FROM repeated_record WHERE room_id = ?")
                .param(room.value())
                .query(Long.class)
                .single();
    }

    private static RoomId roomOutside(int partition) {
        return Stream.generate(() -> new RoomId(UUID.randomUUID()))
                .filter(id -> ChatLog.partitionOf(id) != partition)
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> run(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
