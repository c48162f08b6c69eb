package io.parley.message.preference;

import io.parley.model.RoomId;
import io.parley.model.read.DeviceSignal;
import io.parley.model.read.DeviceSignal.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a person wants to hear of a room.
 *
 * @param mutedUntil nothing of the room counts before that time
 * @param favourite whether it stands before the others
 */
public record RoomPreference(Level level, @Nullable Instant mutedUntil, boolean favourite) {

    /** Where nothing is set. */
    public static final RoomPreference USUAL = new RoomPreference(Level.ALL, null, false);

    /** As the person's devices are told. */
    DeviceSignal.Preferences of(RoomId room) {
        return new DeviceSignal.Preferences(room, level, mutedUntil, favourite);
    }
}
