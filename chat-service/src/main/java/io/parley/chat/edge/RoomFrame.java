package io.parley.chat.edge;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;

/**
 * A durable room event on its way to sessions.
 *
 * @param message the event's own id
 * @param fingerprint of what a person has sent; 0 for other events
 * @param json the event as every client sees it; has no NUL
 */
public record RoomFrame(
        RoomId room, long seq, String type, MessageId message, long fingerprint, String json) {

    private static final String DELETION = EventType.MESSAGE_DELETED.wireName();

    public static RoomFrame of(RoomEvent event, String json) {
        return new RoomFrame(
                event.roomId(),
                event.seq(),
                event.type().wireName(),
                event.messageId(),
                event.data() instanceof EventData.Sent content ? content.fingerprint() : 0,
                json);
    }

    /** Whether it deletes a message: what was said before it is not to be shown from memory. */
    public boolean isDeletion() {
        return type.equals(DELETION);
    }
}
