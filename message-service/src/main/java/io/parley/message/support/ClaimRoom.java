package io.parley.message.support;

import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.room.ChangeRoom;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.policy.Action;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Support rooms as the work of one agent. */
@Component
class ClaimRoom {

    private final RoomStore store;
    private final ChangeRoom changes;
    private final People people;

    ClaimRoom(RoomStore store, ChangeRoom changes, People people) {
        this.store = store;
        this.changes = changes;
        this.people = people;
    }

    /** Makes the room the caller's work; a colleague's work has to be released first. */
    Room claim(Caller caller, RoomId id) {
        return changes.change(caller, id, Action.CLAIM, room -> claimed(caller, room));
    }

    /** By any agent, for one may be away. A room that nobody has claimed stays as it is. */
    Room release(Caller caller, RoomId id) {
        return changes.change(caller, id, Action.CLAIM, room -> released(caller, room));
    }

    private Room claimed(Caller caller, Room room) {
        var support = Objects.requireNonNull(room.support());
        var holder = support.claimedBy();
        if (caller.id().equals(holder)) {
            return room;
        }
        if (holder != null) {
            throw Refusal.of(ErrorCode.CONFLICT, "somebody else has claimed the room");
        }
        var now = room.claimedBy(support, caller.id());
        store.rooms().update(now);
        store.changes().tell(now);
        var agent = new Person(caller.id(), caller.username(), caller.name(), caller.role());
        store.changes().claimed(now, caller.asActor(), agent);
        return now;
    }

    private Room released(Caller caller, Room room) {
        var support = Objects.requireNonNull(room.support());
        var holder = support.claimedBy();
        if (holder == null) {
            return room;
        }
        var now = room.claimedBy(support, null);
        store.rooms().update(now);
        store.changes().tell(now);
        var agent = Objects.requireNonNull(people.find(List.of(holder)).get(holder));
        store.changes().released(now, caller.asActor(), agent);
        return now;
    }
}
