package io.parley.message.history;

import io.parley.model.event.Actor;
import java.time.Instant;

/**
 * What a message said once.
 *
 * @param version 1 for what was first written
 */
record MessageVersion(int version, long seq, Instant at, Actor by, String text) {}
