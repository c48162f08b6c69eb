package io.parley.model.event;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.util.UUID;

/** Who did it, with the name and role of that moment. */
public record Actor(UserId id, String name, Role role) {

    /** Whoever stands behind what no person did. */
    public static final Actor SYSTEM = new Actor(new UserId(new UUID(0, 0)), "system", Role.ADMIN);
}
