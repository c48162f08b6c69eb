package io.parley.model.message;

import java.time.Duration;

/**
 * For how long after it was written a message is its author's to change; zero: never.
 *
 * @param edit for its words
 * @param delete for taking it back; admins are not bound by it
 */
public record ChangeWindows(Duration edit, Duration delete) {}
