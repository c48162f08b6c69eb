package io.parley.model.room;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import java.util.Set;

/**
 * A room with its members, as message-service keeps it; also the value of {@link RoomLog} records.
 *
 * @param version grows by 1 with each change of the room or its members: the newer one wins
 * @param name empty for a direct room
 */
public record RoomSnapshot(
        RoomId roomId, long version, RoomKind kind, String name, Set<UserId> members) {

    public Standing standingOf(UserId person) {
        return members.contains(person) ? Standing.MEMBER : Standing.NONE;
    }
}
