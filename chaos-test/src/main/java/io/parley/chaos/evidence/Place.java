package io.parley.chaos.evidence;

/** Where a record is in the log. */
public record Place(int partition, long offset) {}
