package io.parley.message.room;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as clients see them.
 *
 * @param standing member, spectator or muted
 * @param mutedUntil while a mute lasts
 */
public record MemberView(
        UserId id,
        String username,
        String displayName,
        Role role,
        Instant joinedAt,
        Standing standing,
        @Nullable Instant mutedUntil) {}
