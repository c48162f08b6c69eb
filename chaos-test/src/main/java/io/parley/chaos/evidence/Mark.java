package io.parley.chaos.evidence;

/** Up to where a person has read a room. */
public record Mark(String person, String room, long seq) {}
