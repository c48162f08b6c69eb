package io.parley.chat.inbox;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.HashSet;
import java.util.Set;

/** A room of somebody with an inbox open here. Owned by the thread of all heads. */
final class IndexedRoom {

    private final RoomId id;
    private final Set<Reader> readers = new HashSet<>();
    private final Set<UserId> banned = new HashSet<>();
    private boolean isForEverybody;
    private long told;

    IndexedRoom(RoomId id) {
        this.id = id;
    }

    RoomId id() {
        return id;
    }

    /** Its members with an inbox here; empty for a room for everybody. */
    Set<Reader> readers() {
        return readers;
    }

    /** Of a room for everybody, who is not. */
    Set<UserId> banned() {
        return banned;
    }

    boolean isForEverybody() {
        return isForEverybody;
    }

    void setForEverybody(boolean forEverybody) {
        isForEverybody = forEverybody;
    }

    /** Up to which event people have been told; 0 where nothing has been told so far. */
    long told() {
        return told;
    }

    void setTold(long seq) {
        told = seq;
    }
}
