package io.parley.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kafka.connection.KafkaSecurity;
import io.parley.message.LogWriter;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.KafkaSettings;
import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.Infrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that cannot be followed, on a Kafka that nobody else needs. */
@Tag("servers")
class BrokenLogTest {

    @TempDir private Path directory;

    @Test
    void aPartitionThatCannotGoOnStopsAndTheOthersDoNot() throws Exception {
        var server =
                new KafkaServer(
                        directory.resolve("kafka"),
                        directory.resolve("kafka.log"),
                        Durability.NONE);
        var database = Infrastructure.shared().newDatabase("broken_log");
        try (var kafka = Running.start(server);
                var archive = new ArchiveHarness(database, kafka.server().bootstrapServers());
                var log = new LogWriter(kafka.server().bootstrapServers())) {
            var newer = roomIn(1);
            var cut = roomIn(2);
            var lost = roomIn(3);
            var fine = roomIn(4);
            log.append(LogWriter.message(newer, "before"));
            log.appendRaw(newer, "{\"v\":99}".getBytes(UTF_8));
            log.append(LogWriter.message(newer, "behind"));
            log.append(LogWriter.message(cut, "deleted"));
            log.append(LogWriter.message(cut, "kept"));
            deleteFirst(2, server.bootstrapServers());
            archive.jdbc
                    .sql("UPDATE chat_progress SET next_offset = 9 WHERE partition = 3")
                    .update();
            log.append(LogWriter.message(lost, "of another log"));
            log.append(LogWriter.message(fine, "stored"));

            try (var _ = archive.start()) {
                await().atMost(Duration.ofSeconds(30)).until(() -> archive.stopped() == 3);
                archive.awaitStored(fine);
            }

            assertThat(archive.state.nextOffset(1)).isEqualTo(1);
            assertThat(archive.stored(newer)).hasSize(1);
            assertThat(archive.stored(cut)).isEmpty();
            assertThat(archive.stored(lost)).isEmpty();
            assertThat(archive.stored(fine)).hasSize(1);
        }
    }

    private static void deleteFirst(int partition, String bootstrapServers) throws Exception {
        var kafka =
                new KafkaClients(
                        new KafkaSettings(bootstrapServers, (short) 1, KafkaSecurity.NONE));
        try (var admin = kafka.admin("test-admin")) {
            admin.deleteRecords(
                            Map.of(
                                    HeldPartitions.topicPartition(partition),
                                    RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
    }

    private static RoomId roomIn(int partition) {
        return Stream.generate(() -> new RoomId(UUID.randomUUID()))
                .filter(room -> ChatLog.partitionOf(room) == partition)
                .findFirst()
                .orElseThrow();
    }
}
