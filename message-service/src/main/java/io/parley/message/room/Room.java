package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.room.RoomSnapshot;
import java.time.Instant;
import java.util.Set;

/**
 * A room without its members.
 *
 * @param version grows by 1 with each change of the room or its members
 */
record Room(
        RoomId id, RoomKind kind, String name, long version, UserId createdBy, Instant createdAt) {

    Room changed() {
        return new Room(id, kind, name, version + 1, createdBy, createdAt);
    }

    Room renamed(String newName) {
        return new Room(id, kind, newName, version + 1, createdBy, createdAt);
    }

    RoomSnapshot with(Set<UserId> members) {
        return RoomSnapshot.ofMembers(id, version, kind, name, members);
    }
}
