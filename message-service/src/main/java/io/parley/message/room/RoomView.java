package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as clients see it.
 *
 * @param name empty for a direct room
 * @param with in a direct room, the other person: its title
 * @param members where one room is shown; lists leave them out
 */
public record RoomView(
        RoomId id,
        RoomKind kind,
        String name,
        long version,
        Instant createdAt,
        @Nullable Person with,
        @Nullable List<MemberView> members) {

    static RoomView of(Room room, @Nullable Person with, @Nullable List<MemberView> members) {
        return new RoomView(
                room.id(),
                room.kind(),
                room.name(),
                room.version(),
                room.createdAt(),
                with,
                members);
    }
}
