package io.parley.message.history.following;

import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;

/**
 * A thread that the reader follows.
 *
 * @param message that it hangs on, as it is now
 */
record MyThread(RoomId roomId, FoldedMessage message) {}
