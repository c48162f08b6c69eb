package io.parley.message.room;

import io.parley.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What makes a room a support room.
 *
 * @param customer the user whose room it is
 * @param claimedBy the agent whose work it is, if any
 */
public record SupportCase(QueueId queue, UserId customer, @Nullable UserId claimedBy) {}
