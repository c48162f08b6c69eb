package io.parley.model.message;

import io.parley.model.MessageId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is after a run of its room's events.
 *
 * @param seq of the event that created it
 * @param at when it was written
 * @param text absent once it is deleted
 * @param version 1, and one more with each edit; 0 once it is deleted
 * @param edited the last edit
 * @param replyTo the message answered to
 * @param replySeq its seq; absent in messages of the first releases
 * @param reactions in the order in which each emoji came; absent where there are none
 * @param pinned who pinned it, and when
 */
public record FoldedMessage(
        long seq,
        MessageId messageId,
        @Nullable String clientMsgId,
        Instant at,
        Actor actor,
        @Nullable String text,
        int version,
        @Nullable Mark edited,
        @Nullable Deletion deleted,
        @Nullable MessageId replyTo,
        @Nullable Long replySeq,
        @Nullable List<EmojiCount> reactions,
        @Nullable Mark pinned) {

    /** Somebody's act upon it, with its seq. */
    public record Mark(long seq, Instant at, Actor by) {}

    /**
     * @param reason for everybody to read
     */
    public record Deletion(long seq, Instant at, Actor by, @Nullable String reason) {}

    /**
     * @param people who reacted, in the order in which they did; at least one
     */
    public record EmojiCount(String emoji, List<Reactor> people) {}

    /** Who reacted, with the name of that moment. */
    public record Reactor(UserId userId, String name) {}
}
