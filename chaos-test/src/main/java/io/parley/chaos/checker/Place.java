package io.parley.chaos.checker;

/** Where a record is in the log. */
public record Place(int partition, long offset) {}
