package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.wire.ErrorCode;
import org.springframework.stereotype.Component;

/** Lets a person do with a room what the policy allows, or refuses as the policy says. */
@Component
public class RoomAccess {

    private final Rooms rooms;
    private final Members members;

    RoomAccess(Rooms rooms, Members members) {
        this.rooms = rooms;
        this.members = members;
    }

    /**
     * @throws Refusal {@code room.not.found} where there is no room or nothing to read in it for
     *     this person
     */
    public void requireRead(Caller caller, RoomId id) {
        require(caller, Action.READ, existing(id));
    }

    /** The room, for one who may read or manage it. */
    Room requireSight(Caller caller, RoomId id) {
        var room = existing(id);
        if (decide(caller, Action.MANAGE, room) instanceof Decision.Denied) {
            require(caller, Action.READ, room);
        }
        return room;
    }

    void requireManage(Caller caller, Room room) {
        require(caller, Action.MANAGE, room);
    }

    static Refusal notFound() {
        return Refusal.of(ErrorCode.ROOM_NOT_FOUND);
    }

    private Room existing(RoomId id) {
        return rooms.find(id).orElseThrow(RoomAccess::notFound);
    }

    private void require(Caller caller, Action action, Room room) {
        if (decide(caller, action, room) instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
    }

    private Decision decide(Caller caller, Action action, Room room) {
        var standing = members.standing(room.id(), caller.id());
        return MessagingPolicy.decide(caller.role(), action, room.kind(), standing);
    }
}
