package io.parley.model.message;

import io.parley.model.RoomSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long after it was written a message is its author's to change; zero: never.
 *
 * @param edit for its words
 * @param delete for taking it back; admins are not bound by it
 */
public record ChangeWindows(Duration edit, Duration delete) {

    /** Those of a room: its own, where it has set them. */
    ChangeWindows in(RoomSettings room) {
        return new ChangeWindows(
                orUsual(room.editWindowMs(), edit), orUsual(room.deleteWindowMs(), delete));
    }

    private static Duration orUsual(@Nullable Long ms, Duration usual) {
        return ms == null ? usual : Duration.ofMillis(ms);
    }
}
