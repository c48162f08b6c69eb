package io.parley.message.member;

import io.parley.model.RoomId;

/**
 * Brings what is stored of a room to the end that its log has now. History has it, and reads rooms:
 * so rooms name what they need of history here.
 */
public interface LogBarrier {

    /** False where that did not come about in time, or the end of the log cannot be known. */
    boolean pass(RoomId room);
}
