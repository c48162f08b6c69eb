package io.parley.message.room;

import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.model.room.RoomAudience;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as clients see it.
 *
 * @param name empty for a direct room
 * @param with the other person of a direct room, and whom a support room is for: its title
 * @param audience of an announce room
 * @param standing what the viewer is to the room
 * @param mutedUntil while the viewer is muted
 * @param frozen true for a direct room without an admin; absent otherwise
 * @param queue of a support room
 * @param claimedBy of a support room that somebody works on
 * @param history of a room that people join: what of the past its members read
 * @param historyFrom the first seq that the viewer may read, where that is not the first of all
 * @param settings what the room has set for itself, where it has set anything
 * @param members where one room is shown, as many as one answer holds; lists leave them out
 * @param membersNext cursor of the page of members that follows; absent where all are shown
 */
public record RoomView(
        RoomId id,
        RoomKind kind,
        String name,
        long version,
        Instant createdAt,
        @Nullable Person with,
        @Nullable RoomAudience audience,
        Standing standing,
        @Nullable Instant mutedUntil,
        @Nullable Boolean frozen,
        Sight.@Nullable QueueRef queue,
        @Nullable Person claimedBy,
        @Nullable RoomHistory history,
        @Nullable Long historyFrom,
        @Nullable RoomSettings settings,
        @Nullable List<MemberView> members,
        @Nullable String membersNext) {}
