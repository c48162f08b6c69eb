package io.parley.message.access;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.event.Actor;

/**
 * The signed-in person behind a request, as the access token has it. A controller method asks for
 * it by declaring a parameter of this type.
 */
public record Caller(UserId id, String name, String username, Role role, String sessionId) {

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** The same person, in the role that the account has now. */
    public Caller as(Role now) {
        return new Caller(id, name, username, now, sessionId);
    }

    public Actor asActor() {
        return new Actor(id, name, role);
    }
}
