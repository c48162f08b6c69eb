package io.parley.model.log;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One record of the chat log. Its key is the room's id as text, its value the JSON of {@link
 * LogRecordCodec}; its time is the log's own (LogAppendTime).
 *
 * @param id what makes a repeat recognisable as one
 * @param trace W3C trace context of the send, for whoever follows it through the log
 */
public record LogRecord(
        MessageId id,
        RoomId room,
        Actor actor,
        EventType type,
        @Nullable String clientMsgId,
        EventData data,
        @Nullable String trace) {

    /**
     * The newest version this code writes and reads. It grows with whatever an older reader would
     * take for malformed, a new event type too: such a reader must stop, for a placeholder would be
     * its view for good. Each record is written in the oldest version that holds it. Consumers are
     * deployed before producers.
     */
    public static final int VERSION = 3;

    /** The same record with other content of its type. */
    public LogRecord with(EventData other) {
        return new LogRecord(id, room, actor, type, clientMsgId, other, trace);
    }

    /** The oldest version that holds this record. */
    public int version() {
        return Math.max(type.since(), data.since());
    }
}
