package io.parley.message.history;

import io.parley.message.room.RoomView;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.RoomEvent;
import io.parley.model.room.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in the list of a person's rooms.
 *
 * @param headSeq the newest seq, 0 before the first event
 * @param lastAt when it was last active; what the list is ordered by
 */
record MyRoom(
        RoomId id,
        RoomKind kind,
        String name,
        long version,
        Instant createdAt,
        @Nullable Person with,
        long headSeq,
        Instant lastAt,
        @Nullable RoomEvent lastEvent) {

    static MyRoom of(RoomView room, long headSeq, Instant lastAt, @Nullable RoomEvent lastEvent) {
        return new MyRoom(
                room.id(),
                room.kind(),
                room.name(),
                room.version(),
                room.createdAt(),
                room.with(),
                headSeq,
                lastAt,
                lastEvent);
    }
}
