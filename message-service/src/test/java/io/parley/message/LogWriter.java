package io.parley.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.kafka.connection.KafkaSecurity;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.KafkaSettings;
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
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes to the chat log as chat-service does, and as nobody should. */
public final class LogWriter implements AutoCloseable {

    private static final Actor SENDER = new Actor(new UserId(UUID.randomUUID()), "Ada", Role.ADMIN);

    private final Producer<byte[], byte[]> producer;

    public LogWriter(String bootstrapServers) {
        producer =
                new KafkaClients(new KafkaSettings(bootstrapServers, (short) 1, KafkaSecurity.NONE))
                        .producer("test-log");
    }

    public static LogRecord message(RoomId room, String clientMsgId) {
        return message(room, clientMsgId, "text of " + clientMsgId);
    }

    public static LogRecord message(RoomId room, String clientMsgId, String text) {
        return new LogRecord(
                MessageId.of(room, SENDER.id(), clientMsgId),
                room,
                SENDER,
                EventType.MESSAGE_CREATED,
                clientMsgId,
                new EventData.MessageCreated(text, null, null),
                null);
    }

    /** Returns when the log has it: this is when chat-service sends the receipt. */
    public RecordMetadata append(LogRecord message) {
        return get(send(message));
    }

    /** Returns when the log has all of it, in its order. */
    public void append(Conversation conversation) {
        append(conversation.records());
    }

    /** The same of records. */
    public void append(Collection<LogRecord> messages) {
        var sent = messages.stream().map(this::send).toList();
        producer.flush();
        sent.forEach(LogWriter::get);
    }

    public Future<RecordMetadata> send(LogRecord message) {
        return sendRaw(message.room(), LogRecordCodec.encode(message));
    }

    public RecordMetadata appendRaw(RoomId room, byte[] value) {
        return get(sendRaw(room, value));
    }

    /** To any partition, under any key. */
    public RecordMetadata appendRaw(int partition, String key, byte[] value) {
        return get(
                producer.send(
                        new ProducerRecord<>(
                                ChatLog.TOPIC, partition, key.getBytes(US_ASCII), value)));
    }

    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private Future<RecordMetadata> sendRaw(RoomId room, byte[] value) {
        return producer.send(
                new ProducerRecord<>(
                        ChatLog.TOPIC,
                        ChatLog.partitionOf(room),
                        room.toString().getBytes(US_ASCII),
                        value));
    }

    private static RecordMetadata get(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
