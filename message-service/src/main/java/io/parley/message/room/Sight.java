package io.parley.message.room;

import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room as far as it concerns one person.
 *
 * @param own the room with that one person in it, if they are, and its admins
 * @param hasLeft whether the person was a member once and is none
 * @param mutedUntil when the person's mute ends
 * @param queue of a support room
 * @param customer whom a support room is for
 * @param claimedBy of a claimed support room
 */
record Sight(
        RoomSnapshot own,
        boolean hasLeft,
        @Nullable Instant mutedUntil,
        @Nullable QueueRef queue,
        @Nullable Person customer,
        @Nullable Person claimedBy) {

    /** To decide with. */
    static Sight ofRights(RoomSnapshot own, boolean hasLeft) {
        return new Sight(own, hasLeft, null, null, null, null);
    }

    /** A queue in a room's view. */
    record QueueRef(QueueId id, String name) {}

    Standing standingOf(UserId person, Instant now) {
        var standing = own.standingOf(person, now);
        return standing == Standing.NONE && hasLeft ? Standing.LEFT : standing;
    }
}
