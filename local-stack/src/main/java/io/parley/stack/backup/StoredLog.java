package io.parley.stack.backup;

import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.KafkaAccess;
import io.parley.stack.infrastructure.StackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Waits until the database holds what the log had: then it alone is a backup of both. */
final class StoredLog {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private StoredLog() {}

    /**
     * @throws StackException where message-service does not store it in time
     */
    static void await(KafkaAccess kafka, Connection database)
            throws SQLException, InterruptedException {
        var ends = ends(kafka);
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var stored = stored(database);
            var behind =
                    ends.entrySet().stream()
                            .filter(end -> stored.getOrDefault(end.getKey(), 0L) < end.getValue())
                            .count();
            if (behind == 0) {
                return;
            }
            if (System.nanoTime() - giveUpAt > 0) {
                throw new StackException(
                        "message-service does not store %d partitions of the log, so a backup would lack messages: see its log, and repeat this."
                                .formatted(behind));
            }
            Thread.sleep(LOOK);
        }
    }

    private static Map<Integer, Long> ends(KafkaAccess kafka) throws InterruptedException {
        var settings =
                kafka.config(
                        Map.of(
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) PATIENCE.toMillis()));
        var partitions =
                IntStream.range(0, ChatLog.PARTITIONS)
                        .mapToObj(id -> new TopicPartition(ChatLog.TOPIC, id))
                        .collect(Collectors.toMap(id -> id, id -> OffsetSpec.latest()));
        try (var admin = Admin.create(settings)) {
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    end -> end.getKey().partition(),
                                    end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new StackException("Kafka does not answer: " + e.getMessage(), e);
        }
    }

    private static Map<Integer, Long> stored(Connection database) throws SQLException {
        var offsets = new HashMap<Integer, Long>();
        try (var statement = database.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT partition, next_offset FROM"
                                        + " message_service.chat_progress")) {
            while (rows.next()) {
                offsets.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return offsets;
    }
}
