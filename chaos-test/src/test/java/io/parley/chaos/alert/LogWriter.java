package io.parley.chaos.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.log.ChatLog;
import io.parley.model.read.ReadLog;
import io.parley.model.read.ReadMove;
import io.parley.stack.infrastructure.KafkaAccess;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody who writes to the logs past all services. */
final class LogWriter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    LogWriter(KafkaAccess kafka) {
        producer =
                new KafkaProducer<>(
                        kafka.config(Map.of(ProducerConfig.ACKS_CONFIG, "all")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Messages that are as they should be. */
    void messages(String room, int count) {
        for (int i = 0; i < count; i++) {
            write(room, message(room, 1));
        }
        producer.flush();
    }

    /** Of a release that is not out yet. */
    void newerRecord(String room) {
        write(room, message(room, 99));
        producer.flush();
    }

    void noMessage(String room) {
        write(room, "no message");
        producer.flush();
    }

    /** Nothing that anybody can have read. */
    void noMove(String person) {
        writeMove(person, "no move".getBytes(UTF_8));
        producer.flush();
    }

    /** What a person has read again and again. */
    void moves(UserId person, RoomId room, int count) {
        var move = new ReadMove(person, room, 1, ReadMove.Op.READ, null);
        for (int i = 0; i < count; i++) {
            writeMove(person.toString(), move.toJson());
        }
        producer.flush();
    }

    private void writeMove(String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(ReadLog.TOPIC, key.getBytes(UTF_8), value));
    }

    private void write(String room, String value) {
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                ChatLog.TOPIC,
                                ChatLog.partitionOf(RoomId.of(room)),
                                room.getBytes(UTF_8),
                                value.getBytes(UTF_8)));
    }

    private static String message(String room, int version) {
        return ("{\"v\":%d,\"id\":\"%s\",\"room\":\"%s\",\"actor\":{\"id\":"
                        + "\"00000000-0000-0000-0000-000000000000\",\"name\":\"nobody\",\"role\":\"USER\"},"
                        + "\"type\":\"message.created\",\"data\":{\"text\":\"tock\"}}")
                .formatted(version, UUID.randomUUID().toString().replace("-", ""), room);
    }

    @Override
    public void close() {
        producer.close();
    }
}
