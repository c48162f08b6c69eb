package io.parley.model.read;

import io.parley.model.RoomId;

/**
 * What waits for a person in a room.
 *
 * @param readSeq the last seq that counts as read
 * @param unread messages after it that are there, are others' and are not hidden in threads that
 *     the person does not follow; {@link #MAX_UNREAD} at most
 * @param capped whether there are more than that
 * @param mentions those of them that mention the person; {@link #MAX_MENTIONS} at most
 * @param markedUnread whether the person has set the mark back since they last read the room: a
 *     client then does not move it by itself
 * @param headSeq up to which seq this is counted
 */
public record RoomCounters(
        RoomId roomId,
        long readSeq,
        int unread,
        boolean capped,
        int mentions,
        boolean markedUnread,
        long headSeq) {

    /** More than so many are not counted. */
    public static final int MAX_UNREAD = 1_000;

    /** More mentions than so many are not counted. */
    public static final int MAX_MENTIONS = 100;
}
