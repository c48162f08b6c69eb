package io.parley.chat.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.MessageId;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the chat log as senders do, and as they never should. */
final class TestLog implements AutoCloseable {

    private static final Actor ADA = new Actor(new UserId(new UUID(1, 1)), "Ada", Role.ADMIN);

    private final KafkaProducer<byte[], byte[]> producer;

    TestLog(String kafka) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka,
                                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                                ByteArraySerializer.class,
                                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                                ByteArraySerializer.class));
    }

    static void create(String kafka) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            var topic =
                    new NewTopic(ChatLog.TOPIC, ChatLog.PARTITIONS, (short) 1)
                            .configs(
                                    Map.of(
                                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                            "LogAppendTime"));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    /** A new room in the partition. */
    static RoomId room(int partition) {
        return Stream.generate(() -> new RoomId(UUID.randomUUID()))
                .filter(room -> ChatLog.partitionOf(room) == partition)
                .findFirst()
                .orElseThrow();
    }

    Future<RecordMetadata> send(RoomId room, String clientMsgId) {
        var log =
                new LogRecord(
                        MessageId.of(room, ADA.id(), clientMsgId),
                        room,
                        ADA,
                        EventType.MESSAGE_CREATED,
                        clientMsgId,
                        new EventData.MessageCreated("text of " + clientMsgId, null, null),
                        null);
        return send(
                ChatLog.partitionOf(room),
                room.toString(),
                new String(LogRecordCodec.encode(log), UTF_8));
    }

    /** Sends so many messages and waits until the log has them. */
    void sendAll(RoomId room, String prefix, int count)
            throws ExecutionException, InterruptedException {
        var acks =
                Stream.iterate(1, i -> i + 1)
                        .limit(count)
                        .map(i -> send(room, prefix + i))
                        .toList();
        for (var ack : acks) {
            ack.get();
        }
    }

    Future<RecordMetadata> send(int partition, String key, String value) {
        return producer.send(
                new ProducerRecord<>(
                        ChatLog.TOPIC, partition, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
