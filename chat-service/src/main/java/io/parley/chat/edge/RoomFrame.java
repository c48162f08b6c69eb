package io.parley.chat.edge;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.RoomEvent;

/**
 * A durable room event on its way to sessions.
 *
 * @param message that it is about
 * @param fingerprint of a message's content; 0 for other events
 * @param json the event as every client sees it; has no NUL
 */
public record RoomFrame(
        RoomId room, long seq, String type, MessageId message, long fingerprint, String json) {

    public static RoomFrame of(RoomEvent event, String json) {
        return new RoomFrame(
                event.roomId(),
                event.seq(),
                event.type().wireName(),
                event.messageId(),
                event.data() instanceof EventData.MessageCreated content
                        ? content.fingerprint()
                        : 0,
                json);
    }
}
