package io.parley.chaos.client;

/**
 * One session of a client, from CONNECTED to its end.
 *
 * @param from in nanoseconds of the traces' clock
 * @param code with which it was closed
 */
public record Stay(String client, long from, long to, int code) {}
