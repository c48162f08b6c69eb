package io.parley.model.event;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.RoomId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One durable event of a room, as every client and service sees it. Events of a room are numbered
 * 1, 2, 3, … by the sequence function; {@code at} is the chat log's time and never runs backwards
 * within a room.
 *
 * @param messageId the event's own id; that of the message where it is a new one
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
        EventData data) {

    /** The message that the event changes, where it changes one. */
    public Optional<MessageRef> target() {
        return switch (data) {
            case EventData.Change change -> Optional.of(change.target());
            case EventData.Redacted(var target, _) -> Optional.ofNullable(target);
            default -> Optional.empty();
        };
    }

    /** The seq of the message whose thread this message belongs to, if it does. */
    public Optional<Long> threadRoot() {
        return switch (data) {
            case EventData.MessageCreated message -> Optional.ofNullable(message.threadRoot());
            case EventData.Redacted(_, var threadRoot) -> Optional.ofNullable(threadRoot);
            default -> Optional.empty();
        };
    }

    /** The same event without words, for when its message is deleted; others stay as they are. */
    public RoomEvent redacted() {
        return type.hasWords()
                ? new RoomEvent(
                        type,
                        roomId,
                        seq,
                        at,
                        actor,
                        messageId,
                        clientMsgId,
                        new EventData.Redacted(target().orElse(null), threadRoot().orElse(null)))
                : this;
    }
}
