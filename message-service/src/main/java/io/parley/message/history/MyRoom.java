package io.parley.message.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.message.room.RoomView;
import io.parley.model.event.RoomEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in the list of a person's rooms.
 *
 * @param headSeq the newest seq, 0 before the first event
 * @param lastAt when it was last active; what the list is ordered by
 */
record MyRoom(
        @JsonUnwrapped RoomView room,
        long headSeq,
        Instant lastAt,
        @Nullable RoomEvent lastEvent) {}
