package io.parley.model.user;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do from now on. It overrules access tokens that were issued before it.
 *
 * @param version grows by 1 with each change: the newer one wins
 * @param at when it was so; tokens issued earlier may say something else
 * @param bannedUntil the person may not do anything before that time; absent without a ban
 * @param endedSessions sessions that ended, other than by expiry, so lately that a token of theirs
 *     may still look valid
 */
public record UserSnapshot(
        UserId userId,
        long version,
        Instant at,
        String username,
        String displayName,
        Role role,
        @Nullable Instant bannedUntil,
        Set<UUID> endedSessions) {

    public UserSnapshot {
        endedSessions = Set.copyOf(endedSessions);
    }

    /** Whether the person is banned at that time. */
    public boolean isBanned(Instant now) {
        return bannedUntil != null && now.isBefore(bannedUntil);
    }
}
