package io.parley.model.room;

/**
 * The compacted topic of rooms as they are now: key is the room's id, value a {@link RoomSnapshot}
 * as JSON. Written by message-service, followed by every chat pod for the rooms that it holds.
 */
public final class RoomLog {

    public static final String TOPIC = "room.log";
    public static final int PARTITIONS = 8;

    private RoomLog() {}
}
