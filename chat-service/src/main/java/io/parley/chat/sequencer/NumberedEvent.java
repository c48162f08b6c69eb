package io.parley.chat.sequencer;

import io.parley.chat.heads.HeadChange;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.time.Instant;

/**
 * An event on its way to Redis.
 *
 * @param offset its record's; for what is fed again, of the record that waits for it
 * @param head what it changes of what waits for people
 * @param isDeletion whether the room's hot copies begin anew at it, as it deletes a message
 * @param isRepeat true where Redis had it before, or should have had it
 */
record NumberedEvent(
        long offset,
        MessageId message,
        RoomId room,
        long seq,
        Instant at,
        Instant numberedAt,
        String json,
        HeadChange head,
        boolean isDeletion,
        boolean isRepeat) {

    /** What one counts for in a bounded memory, besides its text. */
    private static final int OVERHEAD_BYTES = 200;

    static NumberedEvent of(long offset, RoomEvent event) {
        return new NumberedEvent(
                offset,
                event.messageId(),
                event.roomId(),
                event.seq(),
                event.at(),
                Instant.now(),
                EventJson.write(event),
                HeadChange.of(event),
                event.type() == EventType.MESSAGE_DELETED,
                false);
    }

    NumberedEvent repeatedBefore(long waitingOffset) {
        return new NumberedEvent(
                waitingOffset, message, room, seq, at, numberedAt, json, head, isDeletion, true);
    }

    int bytes() {
        return OVERHEAD_BYTES + 2 * json.length();
    }
}
