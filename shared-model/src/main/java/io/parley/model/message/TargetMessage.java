package io.parley.model.message;

import io.parley.model.MessageRef;
import io.parley.model.UserId;
import java.time.Instant;

/**
 * What must be known of a message to decide who may change it.
 *
 * @param at when it was written, by the log's clock
 * @param isInThread whether it belongs to the thread of another message
 */
public record TargetMessage(
        MessageRef ref, UserId author, Instant at, boolean isDeleted, boolean isInThread) {}
