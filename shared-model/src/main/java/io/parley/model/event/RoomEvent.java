package io.parley.model.event;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One durable event of a room, as every client and service sees it. Events of a room are numbered
 * 1, 2, 3, … by the sequence function; {@code at} is the chat log's time and never runs backwards
 * within a room.
 *
 * @param messageId the message that the event is about; the event's own id for a new message
 * @param clientMsgId the sender's own id of what was sent; absent on what the system tells
 */
public record RoomEvent(
        EventType type,
        RoomId roomId,
        long seq,
        Instant at,
        Actor actor,
        MessageId messageId,
        @Nullable String clientMsgId,
        EventData data) {}
