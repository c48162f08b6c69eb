package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.wire.ErrorCode;
import org.springframework.stereotype.Component;

/** Lets a person do with a room what the policy allows, or refuses as the policy says. */
@Component
public class RoomAccess {

    private final Rooms rooms;
    private final Sights sights;

    RoomAccess(Rooms rooms, Sights sights) {
        this.rooms = rooms;
        this.sights = sights;
    }

    /**
     * @return the first seq that this person may read
     * @throws Refusal {@code room.not.found} where there is no room or nothing to read in it for
     *     this person
     */
    public long requireRead(Caller caller, RoomId id) {
        return requireRead(caller, id, Action.READ);
    }

    /**
     * The same for one kind of reading.
     *
     * @throws Refusal as the policy says
     */
    public long requireRead(Caller caller, RoomId id, Action action) {
        var room = existing(id);
        require(caller, action, room);
        return sights.of(room, caller.id()).own().firstReadable(caller.id(), caller.role());
    }

    /** The room, for one who may read or manage it. */
    public Room requireSight(Caller caller, RoomId id) {
        var room = existing(id);
        if (decide(caller, Action.MANAGE, room) instanceof Decision.Denied) {
            require(caller, Action.READ, room);
        }
        return room;
    }

    /** There is no such room, or none that the caller may know of. */
    public static Refusal notFound() {
        return Refusal.of(ErrorCode.ROOM_NOT_FOUND);
    }

    private Room existing(RoomId id) {
        return rooms.find(id).orElseThrow(RoomAccess::notFound);
    }

    void require(Caller caller, Action action, Room room) {
        if (decide(caller, action, room) instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
    }

    private Decision decide(Caller caller, Action action, Room room) {
        return sights.decide(caller.id(), caller.role(), action, room);
    }
}
