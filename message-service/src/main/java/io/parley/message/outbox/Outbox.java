package io.parley.message.outbox;

import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.room.RoomLog;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes down, inside the transaction of a change, what Kafka has to be told about it. Rows of one
 * room must be written under that room's lock: the relay sends them in the order of their ids.
 */
@Component
public class Outbox {

    private final JdbcClient jdbc;
    private final RelayBell bell;

    Outbox(JdbcClient jdbc, RelayBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    /** Tells what the room is now. */
    public void tell(RoomSnapshot room) {
        add(RoomLog.TOPIC, null, room.roomId(), Json.MAPPER.writeValueAsBytes(room));
    }

    /** Puts a record into the chat log. */
    public void log(LogRecord happened) {
        var room = happened.room();
        add(ChatLog.TOPIC, ChatLog.partitionOf(room), room, LogRecordCodec.encode(happened));
    }

    private void add(String topic, @Nullable Integer partition, RoomId key, byte[] value) {
        jdbc.sql("INSERT INTO outbox (topic, partition, key, value) VALUES (?, ?, ?, ?)")
                .param(topic)
                .param(partition)
                .param(key.toString())
                .param(value)
                .update();
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        bell.ring();
                    }
                });
    }
}
