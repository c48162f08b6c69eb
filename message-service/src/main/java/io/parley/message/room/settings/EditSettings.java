package io.parley.message.room.settings;

import io.parley.message.access.Caller;
import io.parley.message.room.ChangeRoom;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.web.Problems;
import io.parley.message.web.Refusal;
import io.parley.message.web.Versions;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.policy.Action;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes what a room has set for itself. */
@Component
class EditSettings {

    private final RoomStore store;
    private final ChangeRoom changes;
    private final LogRecordSettings records;

    EditSettings(RoomStore store, ChangeRoom changes, LogRecordSettings records) {
        this.store = store;
        this.changes = changes;
        this.records = records;
    }

    Room change(Caller caller, RoomId id, SettingsChange wanted, @Nullable String ifMatch) {
        return changes.change(
                caller,
                id,
                Action.MANAGE,
                room -> {
                    Versions.check(ifMatch, room.version());
                    var settings = wanted.applyTo(room.settings());
                    return settings.equals(room.settings())
                            ? room
                            : changed(caller, room.set(settings));
                });
    }

    private Room changed(Caller caller, Room now) {
        if (EventType.ROOM_SETTINGS.since() > records.writeVersion()) {
            throw new Refusal(
                    Problems.unavailable("servers of the release before are still running"));
        }
        var data = new EventData.SettingsChanged(now.settings());
        store.rooms().update(now);
        store.changes().tell(now);
        store.changes().log(now, caller.asActor(), EventType.ROOM_SETTINGS, data, "settings");
        return now;
    }
}
