package io.parley.message.history.rooms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.message.preference.RoomPreference;
import io.parley.message.room.RoomView;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in the list of a person's rooms.
 *
 * @param headSeq the newest seq, 0 before the first event; up to there is counted
 * @param readSeq the last seq that counts as read
 * @param unread messages behind it; see {@link io.parley.model.read.RoomCounters}
 * @param lastAt when something was last said in it, or it became this person's; what the list is
 *     ordered by
 * @param preferences apart, as the room tells a {@code mutedUntil} of its own: the caller's
 *     standing
 * @param lastMessage the newest that is not deleted, as it is now
 */
record MyRoom(
        @JsonUnwrapped RoomView room,
        long headSeq,
        long readSeq,
        int unread,
        boolean capped,
        int mentions,
        boolean markedUnread,
        Instant lastAt,
        RoomPreference preferences,
        @Nullable RoomEvent lastEvent,
        @Nullable FoldedMessage lastMessage) {}
