package io.parley.kafka.account;

import io.parley.model.Role;

/** What a verified access token is worth now. */
public sealed interface Ruling {

    /** The person acts, in this role. */
    record Acts(Role role) implements Ruling {}

    /** The person is banned, or the session was ended. */
    record Ended() implements Ruling {}
}
