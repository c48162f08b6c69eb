package io.parley.chaos.evidence;

/** One entry of a room's stream in Redis. */
public record StreamEntry(long seq, String id) {}
