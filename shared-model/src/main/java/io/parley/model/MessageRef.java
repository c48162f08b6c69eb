package io.parley.model;

import static java.util.Objects.requireNonNull;

/**
 * Which message of a room something is about. The seq finds it everywhere in one step; the id
 * proves that both sides mean the same one.
 *
 * @param seq of the {@code message.created} event, from 1 on
 */
public record MessageRef(long seq, MessageId messageId) {

    public MessageRef {
        requireNonNull(messageId);
        if (seq < 1) {
            throw new IllegalArgumentException("a seq is at least 1");
        }
    }
}
