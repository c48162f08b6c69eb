package io.parley.model;

/** A person's role on the platform. */
public enum Role {
    /** Staff, support, operators: may talk with anybody. */
    ADMIN,
    /** May talk with admins, and with other users only in a room that an admin made. */
    USER
}
