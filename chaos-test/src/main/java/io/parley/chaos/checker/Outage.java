package io.parley.chaos.checker;

/**
 * A fault as the checker sees it.
 *
 * @param from when it was applied, in nanoseconds of the traces' clock
 * @param to when it was healed and its members served again
 */
public record Outage(String kind, long from, long to) {}
