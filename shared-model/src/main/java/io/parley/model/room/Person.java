package io.parley.model.room;

import io.parley.model.Role;
import io.parley.model.UserId;

/** A person as other people see them. */
public record Person(UserId id, String username, String displayName, Role role) {}
