package io.parley.chat.policy;

import io.parley.model.UserId;
import io.parley.model.room.RoomSnapshot;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A room is not what it was.
 *
 * @param before what this pod knew of it, if anything
 */
public record RoomChanged(Optional<RoomSnapshot> before, RoomSnapshot after) {

    /** Who this pod knew as a member and is none any more. */
    public Set<UserId> removed() {
        return before.map(RoomSnapshot::members).orElse(Set.of()).stream()
                .filter(person -> !after.members().contains(person))
                .collect(Collectors.toSet());
    }
}
