package io.parley.chat.policy;

/** Changes of rooms may have been missed: what sessions follow may not be theirs to follow. */
public record PolicyLost() {}
