package io.parley.chaos.checker;

/** One entry of a room's stream in Redis. */
public record StreamEntry(long seq, String id) {}
