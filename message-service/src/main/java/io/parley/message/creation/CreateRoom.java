package io.parley.message.creation;

import io.parley.message.web.Refusal;
import io.parley.model.RoomHistory;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.room.RoomAudience;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a room of the caller and these people. */
record CreateRoom(
        @NotNull RoomKind kind,
        @Nullable String name,
        @Nullable List<@NotNull UserId> members,
        @Nullable RoomAudience audience,
        @Nullable RoomHistory history) {

    /** For whom the room is; everybody is for announce rooms, and then nobody else is named. */
    RoomAudience audienceOrMembers() {
        if (audience != RoomAudience.EVERYBODY) {
            return RoomAudience.MEMBERS;
        }
        if (kind != RoomKind.ANNOUNCE) {
            throw Refusal.invalid("audience", "everybody is for announce rooms only");
        }
        if (members != null && !members.isEmpty()) {
            throw Refusal.invalid("members", "everybody is a member, nobody is named");
        }
        return audience;
    }

    /** What of the past its members may read. */
    RoomHistory historyOrAll() {
        if (history == RoomHistory.JOINED && audience == RoomAudience.EVERYBODY) {
            throw Refusal.invalid("history", "joined is for rooms that people join");
        }
        return history == null ? RoomHistory.ALL : history;
    }

    List<UserId> others(UserId caller) {
        return members == null
                ? List.of()
                : members.stream().distinct().filter(id -> !id.equals(caller)).toList();
    }
}
