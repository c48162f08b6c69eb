package io.parley.chaos.client;

import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The newest messages of a room as one client has folded them. What leaves it, and what is there at
 * the end, is written down.
 */
final class Timeline {

    private static final int KEPT = 300;

    /** Of messages that nothing has changed only each so many is written down. */
    private static final int SAMPLE = 16;

    private final String room;
    private final Trace trace;
    private final LinkedHashMap<Long, FoldedMessage> messages = new LinkedHashMap<>();

    Timeline(String room, Trace trace) {
        this.room = room;
        this.trace = trace;
    }

    /** Takes the next event of the room. */
    void apply(RoomEvent event) {
        if (event.type() == EventType.MESSAGE_CREATED) {
            change(event.seq(), event);
            if (messages.size() > KEPT) {
                var oldest = messages.pollFirstEntry().getValue();
                write(oldest, event.seq());
            }
        } else {
            event.target()
                    .filter(target -> messages.containsKey(target.seq()))
                    .ifPresent(target -> change(target.seq(), event));
        }
    }

    private void change(long seq, RoomEvent event) {
        var after = MessageFold.apply(messages.get(seq), event);
        if (after != null) {
            messages.put(seq, after);
        }
    }

    /** The messages that are not deleted, the oldest first. */
    List<FoldedMessage> alive() {
        return messages.sequencedValues().stream()
                .filter(message -> message.deleted() == null)
                .toList();
    }

    /** Begins anew behind a gap. */
    void clear() {
        messages.clear();
    }

    /** Writes down what all messages have become up to an event. */
    void finish(long cursor) {
        messages.values().forEach(message -> write(message, cursor));
    }

    private void write(FoldedMessage message, long cursor) {
        if (isChanged(message) || message.seq() % SAMPLE == 0) {
            trace.add(
                    new TraceEvent.Folded(
                            System.nanoTime(),
                            room,
                            message.seq(),
                            cursor,
                            MessageState.of(message)));
        }
    }

    private static boolean isChanged(FoldedMessage message) {
        return message.version() != 1
                || message.reactions() != null
                || message.pinned() != null
                || message.threadRoot() != null
                || message.mentions() != null;
    }
}
