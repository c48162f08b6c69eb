package io.parley.model.policy;

/** What a person is to a room. */
public enum Standing {
    NONE,
    MEMBER
}
