package io.parley.message.history;

import io.parley.model.MessageId;

/** How another service names a message: by its seq, or by its id, which is longer than any seq. */
sealed interface MessageKey {

    int MAX_DIGITS = 16;

    record BySeq(long seq) implements MessageKey {}

    record ById(MessageId id) implements MessageKey {}

    /** Of a path, by Spring's convention for such names. */
    static MessageKey valueOf(String text) {
        return text.length() <= MAX_DIGITS
                ? new BySeq(Long.parseUnsignedLong(text))
                : new ById(new MessageId(text));
    }
}
