package io.parley.chaos.evidence;

/**
 * One entry of a room's stream in Redis.
 *
 * @param content a hash of what it says
 */
public record StreamEntry(long seq, String id, long content) {}
