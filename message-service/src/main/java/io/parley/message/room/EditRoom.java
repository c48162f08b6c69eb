package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.web.Versions;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.policy.Action;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes what a room is: one lock, one version and one telling for each change. */
@Component
class EditRoom {

    private final RoomStore store;
    private final ChangeRoom changes;

    EditRoom(RoomStore store, ChangeRoom changes) {
        this.store = store;
        this.changes = changes;
    }

    Room change(Caller caller, RoomId id, RoomChange wanted, @Nullable String ifMatch) {
        return changes.change(
                caller,
                id,
                Action.MANAGE,
                room -> {
                    Versions.check(ifMatch, room.version());
                    var now = wanted.applyTo(room);
                    return now.equals(room) ? room : changed(caller, now);
                });
    }

    private Room changed(Caller caller, Room now) {
        var data = new EventData.RoomUpdated(now.name());
        store.rooms().update(now);
        store.changes().tell(now);
        store.changes().log(now, caller.asActor(), EventType.ROOM_UPDATED, data, "name");
        return now;
    }
}
