package io.parley.chat.policy;

import io.parley.model.UserId;
import io.parley.model.room.RoomSnapshot;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A room is not what it was.
 *
 * @param before what this pod knew of it, if anything
 */
public record RoomChanged(Optional<RoomSnapshot> before, RoomSnapshot after) {

    /** Who this pod knew to be inside, by name or as everybody is, and is not any more. */
    public Set<UserId> removed() {
        return before.map(this::removed).orElse(Set.of());
    }

    private Set<UserId> removed(RoomSnapshot known) {
        return Stream.concat(known.members().stream(), after.banned().stream())
                .filter(known::hasInside)
                .filter(person -> !after.hasInside(person))
                .collect(Collectors.toSet());
    }
}
