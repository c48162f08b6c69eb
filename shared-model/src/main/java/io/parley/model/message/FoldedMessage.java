package io.parley.model.message;

import io.parley.model.MessageId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.Mention;
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
 * @param threadRoot the seq of the message whose thread it belongs to; stays when it is deleted
 * @param mentions in the order of the text; absent where there are none
 * @param reactions in the order in which each emoji came; absent where there are none
 * @param pinned who pinned it, and when
 * @param thread what follows it as its thread; known where whole rooms are stored
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
        @Nullable Long threadRoot,
        @Nullable List<Mention> mentions,
        @Nullable List<EmojiCount> reactions,
        @Nullable Mark pinned,
        @Nullable ThreadSummary thread) {

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

    /**
     * The messages of a thread that are not deleted, the root not among them.
     *
     * @param replies how many there are; at least one
     * @param lastSeq of the newest
     * @param participants who wrote its newest messages, the last one first
     * @param following whether the reader follows it; said where threads are asked for
     */
    public record ThreadSummary(
            long replies,
            Instant lastAt,
            long lastSeq,
            List<UserId> participants,
            @Nullable Boolean following) {

        /** The most people that are named. */
        public static final int MAX_PARTICIPANTS = 5;
    }

    /** The same message, where its thread says whether its reader follows it. */
    public FoldedMessage following(boolean isFollowed) {
        return thread == null
                ? this
                : with(
                        new ThreadSummary(
                                thread.replies(),
                                thread.lastAt(),
                                thread.lastSeq(),
                                thread.participants(),
                                isFollowed));
    }

    /** The same message with its thread. */
    public FoldedMessage with(@Nullable ThreadSummary newThread) {
        return new FoldedMessage(
                seq,
                messageId,
                clientMsgId,
                at,
                actor,
                text,
                version,
                edited,
                deleted,
                replyTo,
                replySeq,
                threadRoot,
                mentions,
                reactions,
                pinned,
                newThread);
    }
}
