package io.parley.model.session;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.time.Instant;

/**
 * The person a one-time ticket spoke for.
 *
 * @param expiresAt end of the access token that the ticket was asked with: what was opened with the
 *     ticket ends then, too
 */
public record TicketHolder(
        UserId userId,
        String name,
        String username,
        Role role,
        String sessionId,
        Instant expiresAt) {}
