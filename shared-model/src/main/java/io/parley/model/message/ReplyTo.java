package io.parley.model.message;

import io.parley.model.MessageId;

/** Which message somebody answers to, as they name it. */
public sealed interface ReplyTo {

    record BySeq(long seq) implements ReplyTo {}

    /** As clients of the first releases do. */
    record ById(MessageId id) implements ReplyTo {}
}
