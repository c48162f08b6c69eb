package io.parley.chat.rest;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Rooms in which a person is not a plain member any more. */
public final class Standings {

    private Standings() {}

    /**
     * The next version of the room.
     *
     * @param standing {@code spectator}, {@code muted} or {@code banned}
     */
    public static RoomSnapshot with(RoomSnapshot old, String standing, Person person) {
        var one = Set.of(person.id());
        var members = new HashSet<UserId>(old.members());
        if (standing.equals("banned")) {
            members.removeAll(one);
        }
        return new RoomSnapshot(
                old.roomId(),
                old.version() + 1,
                old.kind(),
                old.name(),
                members,
                RoomAudience.MEMBERS,
                standing.equals("spectator") ? one : Set.of(),
                standing.equals("muted")
                        ? Map.of(person.id(), Instant.now().plus(Duration.ofHours(1)))
                        : Map.of(),
                standing.equals("banned") ? one : Set.of(),
                Set.of());
    }
}
