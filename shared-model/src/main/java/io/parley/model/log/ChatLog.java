package io.parley.model.log;

import io.parley.model.RoomId;

/** The topic that is the only authority on what was said, and in which order. */
public final class ChatLog {

    public static final String TOPIC = "chat.log";

    /** Fixed for life: a room's partition must never change. */
    public static final int PARTITIONS = 64;

    private ChatLog() {}

    /** The partition of all of a room's records. */
    public static int partitionOf(RoomId room) {
        var uuid = room.value();
        return (int)
                (mix(uuid.getMostSignificantBits() ^ mix(uuid.getLeastSignificantBits())) >>> 58);
    }

    /** The finalizer of SplitMix64: spreads ids that share their time bits. */
    private static long mix(long bits) {
        var mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
