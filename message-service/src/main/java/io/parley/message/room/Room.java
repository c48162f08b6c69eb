package io.parley.message.room;

import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.room.RoomAudience;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room without its members.
 *
 * @param version grows by 1 with each change of the room or its members
 * @param history what of the past its members may read
 * @param settings what it has set for itself
 * @param support there for support rooms only
 */
public record Room(
        RoomId id,
        RoomKind kind,
        String name,
        long version,
        UserId createdBy,
        Instant createdAt,
        RoomAudience audience,
        RoomHistory history,
        RoomSettings settings,
        @Nullable SupportCase support) {

    /** Whether everybody is in it without joining. */
    public boolean isForEverybody() {
        return audience == RoomAudience.EVERYBODY;
    }

    /** The next version, with nothing else changed. */
    public Room changed() {
        return with(name, version + 1, audience, history, support);
    }

    /** The next version, under that name. */
    public Room renamed(String newName) {
        return edited(newName, history);
    }

    /** A new room of that audience. */
    public Room meantFor(RoomAudience newAudience) {
        return with(name, version, newAudience, history, support);
    }

    /** A new room of which members may read that much. */
    public Room readable(RoomHistory newHistory) {
        return with(name, version, audience, newHistory, support);
    }

    /** The next version, under that name and of which members may read that much. */
    Room edited(String newName, RoomHistory newHistory) {
        return with(newName, version + 1, audience, newHistory, support);
    }

    /** The next version, with those settings. */
    public Room set(RoomSettings newSettings) {
        return new Room(
                id,
                kind,
                name,
                version + 1,
                createdBy,
                createdAt,
                audience,
                history,
                newSettings,
                support);
    }

    /** A new room of that case. */
    public Room about(SupportCase newSupport) {
        return with(name, version, audience, history, newSupport);
    }

    /** The next version, as the work of that agent, or of nobody. */
    public Room claimedBy(SupportCase known, @Nullable UserId agent) {
        return with(
                name,
                version + 1,
                audience,
                history,
                new SupportCase(known.queue(), known.customer(), agent));
    }

    private Room with(
            String newName,
            long newVersion,
            RoomAudience newAudience,
            RoomHistory newHistory,
            @Nullable SupportCase newSupport) {
        return new Room(
                id,
                kind,
                newName,
                newVersion,
                createdBy,
                createdAt,
                newAudience,
                newHistory,
                settings,
                newSupport);
    }
}
