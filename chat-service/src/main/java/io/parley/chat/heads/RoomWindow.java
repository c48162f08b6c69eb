package io.parley.chat.heads;

import io.parley.model.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a room in the events after {@code from}, up to {@code head}.
 *
 * @param at when the newest of its messages came; absent where there is none
 * @param messages the new ones, ascending
 * @param recount the last event for which the messages do not say what counts, 0 where they do: a
 *     deletion, an edit after which others may be mentioned, or more messages than a window holds
 */
public record RoomWindow(
        RoomId room,
        long from,
        long head,
        @Nullable Instant at,
        List<HeadMessage> messages,
        long recount) {

    /** More messages of a room than so many are not listed. */
    public static final int MOST_MESSAGES = 50;
}
