package io.parley.message.room;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.time.Instant;

/** A member as clients see them. */
record MemberView(UserId id, String username, String displayName, Role role, Instant joinedAt) {}
