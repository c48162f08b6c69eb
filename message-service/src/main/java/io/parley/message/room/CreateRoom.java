package io.parley.message.room;

import io.parley.model.RoomKind;
import io.parley.model.UserId;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a room of the caller and these people. */
record CreateRoom(
        @NotNull RoomKind kind, @Nullable String name, @Nullable List<@NotNull UserId> members) {

    List<UserId> others(UserId caller) {
        return members == null
                ? List.of()
                : members.stream().distinct().filter(id -> !id.equals(caller)).toList();
    }
}
