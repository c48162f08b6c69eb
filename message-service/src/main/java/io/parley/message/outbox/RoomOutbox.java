package io.parley.message.outbox;

import io.parley.kafka.outbox.Outbox;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.room.RoomLog;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.Json;
import org.springframework.stereotype.Component;

/**
 * What rooms tell the other services, and themselves. Inside the transaction of the change, under
 * the room's lock.
 */
@Component
public class RoomOutbox {

    private final Outbox outbox;

    RoomOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Tells what the room is now. */
    public void tell(RoomSnapshot room) {
        outbox.add(
                RoomLog.TOPIC, null, room.roomId().toString(), Json.MAPPER.writeValueAsBytes(room));
    }

    /** Puts a record into the chat log. */
    public void log(LogRecord happened) {
        var room = happened.room();
        outbox.add(
                ChatLog.TOPIC,
                ChatLog.partitionOf(room),
                room.toString(),
                LogRecordCodec.encode(happened));
    }
}
