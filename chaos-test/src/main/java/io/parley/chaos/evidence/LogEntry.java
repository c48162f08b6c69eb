package io.parley.chaos.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A record of the chat log as Kafka holds it.
 *
 * @param at its LogAppendTime in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogEntry(
        int partition, long offset, long at, byte @Nullable [] key, byte @Nullable [] value) {}
