package io.parley.message.room;

import io.parley.message.web.Refusal;
import io.parley.model.RoomHistory;
import org.jspecify.annotations.Nullable;

/** What of a room shall be otherwise; what is absent stays as it is. */
record RoomChange(@Nullable String name, @Nullable RoomHistory history) {

    /** The room as it is wanted, in its next version; the same room where that is no change. */
    Room applyTo(Room room) {
        var newName = name == null && history != null ? room.name() : RoomName.check(name);
        var newHistory = history == null ? room.history() : history;
        if (newHistory == RoomHistory.JOINED && room.isForEverybody()) {
            throw Refusal.invalid("history", "joined is for rooms that people join");
        }
        return newName.equals(room.name()) && newHistory == room.history()
                ? room
                : room.edited(newName, newHistory);
    }
}
