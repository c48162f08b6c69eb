package io.parley.model.room;

/**
 * What a chat pod tells the gateway about itself.
 *
 * @param sessions open sessions
 * @param accepting false while it drains or is not ready: send nobody new
 */
public record PodLoad(String podId, int sessions, boolean accepting) {}
