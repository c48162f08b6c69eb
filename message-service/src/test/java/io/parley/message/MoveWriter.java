package io.parley.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import io.parley.kafka.connection.KafkaSecurity;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.KafkaSettings;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.ReadLog;
import io.parley.model.read.ReadMove;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Moves marks as chat-service does, and writes into their log what nobody should. */
public final class MoveWriter implements AutoCloseable {

    private final JdbcClient jdbc;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final Producer<byte[], byte[]> producer =
            new KafkaClients(
                            new KafkaSettings(
                                    Infrastructure.shared().kafkaBootstrapServers(),
                                    (short) 1,
                                    KafkaSecurity.NONE))
                    .producer("test-moves");

    public MoveWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void read(Person person, RoomId room, long seq) {
        append(new ReadMove(person.id(), room, seq, ReadMove.Op.READ, null));
    }

    public void unread(Person person, RoomId room, long seq) {
        append(new ReadMove(person.id(), room, seq, ReadMove.Op.UNREAD, null));
    }

    public void delivered(Person person, RoomId room, long seq) {
        append(new ReadMove(person.id(), room, seq, ReadMove.Op.DELIVERED, null));
    }

    public void append(ReadMove move) {
        appendRaw(move.userId(), move.toJson());
    }

    public void appendRaw(UserId person, byte @Nullable [] value) {
        var key = person.toString().getBytes(US_ASCII);
        try {
            var sent =
                    producer.send(
                                    new ProducerRecord<>(
                                            ReadLog.TOPIC, ReadLog.partitionOf(person), key, value))
                            .get();
            ends.put(sent.partition(), sent.offset() + 1);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when all that was written here is stored. */
    public void awaitStored() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ends.entrySet().stream().allMatch(this::isStored));
    }

    private boolean isStored(Map.Entry<Integer, Long> end) {
        return jdbc.sql("SELECT max(next_offset) FROM read_progress WHERE partition = ?")
                        .param(end.getKey())
                        .query(Long.class)
                        .optional()
                        .orElse(0L)
                >= end.getValue();
    }

    @Override
    public void close() {
        producer.close();
    }
}
