package io.parley.model.policy;

/** What a person may want to do with a room. */
public enum Action {
    /** See its events, live, in history and in search. */
    READ,
    POST,
    /** Rename it, add and remove members. */
    MANAGE
}
