package io.parley.message.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kafka.connection.KafkaSecurity;
import io.parley.message.LogWriter;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.KafkaSettings;
import io.parley.message.infra.Topics;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.log.StoredEvent;
import io.parley.model.wire.JsonBudget;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.Infrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka has lost the log, and an operator decides to go on with a new one. */
@Tag("servers")
class NewLogTest {

    private final RoomId room = new RoomId(UUID.randomUUID());
    private final int partition = ChatLog.partitionOf(room);

    @TempDir private Path directory;

    @Test
    void goesOnWhereTheLostOneEndedOnceSomebodySaysSo() throws Exception {
        var server =
                new KafkaServer(
                        directory.resolve("kafka"),
                        directory.resolve("kafka.log"),
                        Durability.NONE);
        var database = Infrastructure.shared().newDatabase("new_log");
        try (var kafka = Running.start(server);
                var archive = new ArchiveHarness(database, kafka.server().bootstrapServers());
                var log = new LogWriter(kafka.server().bootstrapServers())) {
            append(log, 1, 5);
            store(archive);
            beginAnew(archive.bootstrapServers());
            append(log, 5, 15);

            try (var _ = archive.start()) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> archive.stopped() == ChatLog.PARTITIONS);
            }
            assertThat(archive.identity.isOurs()).isFalse();
            assertThat(archive.stored(room)).hasSize(5);

            hasRead(archive, 9);
            notYetTold(archive, "m5");
            notYetTold(archive, "m99");
            archive.jdbc.sql("UPDATE chat_log SET may_change = true").update();
            store(archive);

            assertThat(archive.identity.isOurs()).isTrue();
            assertThat(archive.stored(room))
                    .extracting(RoomEvent::clientMsgId)
                    .isEqualTo(IntStream.rangeClosed(1, 15).mapToObj(n -> "m" + n).toList());
            assertThat(archive.stored(room))
                    .extracting(RoomEvent::seq)
                    .isEqualTo(LongStream.rangeClosed(1, 15).boxed().toList());
            assertThat(archive.events.ofPartition(partition, 0, 100, 100, JsonBudget.ofAnswer()))
                    .extracting(StoredEvent::offset)
                    .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
            assertThat(archive.jdbc.sql("SELECT seq FROM read_mark").query(Long.class).list())
                    .containsExactly(5L);
            assertThat(archive.count("outbox")).isEqualTo(1);
            assertThat(archive.count("repeated_record")).isEqualTo(1);

            append(log, 15, 20);
            archive.jdbc.sql("UPDATE chat_log SET may_change = true").update();
            store(archive);

            assertThat(archive.stored(room))
                    .extracting(RoomEvent::seq)
                    .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(archive.state.nextOffset(partition)).isEqualTo(17);
            assertThat(archive.stopped()).isZero();
        }
    }

    private void append(LogWriter log, int first, int last) {
        IntStream.rangeClosed(first, last)
                .forEach(number -> log.append(LogWriter.message(room, "m" + number)));
    }

    private void store(ArchiveHarness archive) {
        try (var _ = archive.start()) {
            await().atMost(Duration.ofSeconds(60)).until(archive.identity::isOurs);
            archive.awaitStored(room);
        }
    }

    /** Of the lost log more than was stored of it. */
    private void hasRead(ArchiveHarness archive, long seq) {
        archive.jdbc
                .sql(
                        "INSERT INTO read_mark (user_id, room_id, seq, moved_at) VALUES (?, ?, ?, now())")
                .params(UUID.randomUUID(), room.value(), seq)
                .update();
    }

    /** As it is where the log and the backup are from about the same moment. */
    private void notYetTold(ArchiveHarness archive, String clientMsgId) {
        archive.jdbc
                .sql("INSERT INTO outbox (topic, partition, key, value) VALUES (?, ?, ?, ?)")
                .params(
                        ChatLog.TOPIC,
                        partition,
                        room.toString(),
                        LogRecordCodec.encode(LogWriter.message(room, clientMsgId)))
                .update();
    }

    private static void beginAnew(String bootstrapServers) throws Exception {
        var settings = new KafkaSettings(bootstrapServers, (short) 1, KafkaSecurity.NONE);
        var kafka = new KafkaClients(settings);
        try (var admin = kafka.admin("test-admin")) {
            admin.deleteTopics(List.of(ChatLog.TOPIC)).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(ChatLog.TOPIC));
        }
        new Topics(kafka, settings).ensure();
    }
}
