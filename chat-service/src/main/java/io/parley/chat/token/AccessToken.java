package io.parley.chat.token;

import io.parley.model.Role;
import io.parley.model.event.Actor;
import java.time.Instant;
import java.util.UUID;

/** A verified access token: who it speaks for, and until when. */
public record AccessToken(
        Actor person, String username, UUID session, Instant issuedAt, Instant expiresAt) {

    /** The same, where the account's role has changed since. */
    public AccessToken as(Role role) {
        return role == person.role()
                ? this
                : new AccessToken(
                        new Actor(person.id(), person.name(), role),
                        username,
                        session,
                        issuedAt,
                        expiresAt);
    }
}
