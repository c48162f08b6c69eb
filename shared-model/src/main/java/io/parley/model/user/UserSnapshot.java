package io.parley.model.user;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.parley.model.Role;
import io.parley.model.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do from now on, and what its owner says of being there. It overrules access
 * tokens that were issued before it.
 *
 * <p>Whatever a later version of the writer says of being there must not make the rest unreadable:
 * a ban would be overlooked with it.
 *
 * @param version grows by 1 with each change: the newer one wins
 * @param at when it was so; tokens issued earlier may say something else
 * @param bannedUntil the person may not do anything before that time; absent without a ban
 * @param endedSessions sessions that ended, other than by expiry, so lately that a token of theirs
 *     may still look valid
 * @param presence absent: as the person's devices say
 * @param hidesLastSeen absent: not
 */
public record UserSnapshot(
        UserId userId,
        long version,
        Instant at,
        String username,
        String displayName,
        Role role,
        @Nullable Instant bannedUntil,
        Set<UUID> endedSessions,
        @Nullable UserStatus status,
        @Nullable DoNotDisturb dnd,
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                @Nullable PresenceMode presence,
        @Nullable Boolean hidesLastSeen) {

    public UserSnapshot {
        endedSessions = Set.copyOf(endedSessions);
    }

    /** One whose owner says nothing of being there. */
    public UserSnapshot(
            UserId userId,
            long version,
            Instant at,
            String username,
            String displayName,
            Role role,
            @Nullable Instant bannedUntil,
            Set<UUID> endedSessions) {
        this(
                userId,
                version,
                at,
                username,
                displayName,
                role,
                bannedUntil,
                endedSessions,
                null,
                null,
                null,
                null);
    }

    /** The same account, whose owner says this of being there. */
    public UserSnapshot with(Availability said) {
        return new UserSnapshot(
                userId,
                version,
                at,
                username,
                displayName,
                role,
                bannedUntil,
                endedSessions,
                said.status(),
                said.dnd(),
                said.presence(),
                said.hidesLastSeen() ? true : null);
    }

    /** What the owner says of being there. */
    public Availability availability() {
        return new Availability(status, dnd, presence, Boolean.TRUE.equals(hidesLastSeen));
    }

    /** Whether the person is banned at that time. */
    public boolean isBanned(Instant now) {
        return bannedUntil != null && now.isBefore(bannedUntil);
    }
}
