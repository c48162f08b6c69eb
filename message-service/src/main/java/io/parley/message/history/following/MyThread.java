package io.parley.message.history.following;

import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;

/**
 * A thread that the reader follows.
 *
 * @param message that it hangs on, as it is now
 * @param unread messages of the thread that are others' and behind what the reader has read of it;
 *     {@link #MAX_UNREAD} at most
 */
record MyThread(RoomId roomId, FoldedMessage message, int unread) {

    /** More than so many are not counted. */
    static final int MAX_UNREAD = 100;
}
