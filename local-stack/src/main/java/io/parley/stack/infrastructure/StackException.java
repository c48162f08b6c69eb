package io.parley.stack.infrastructure;

/** Something cannot start; the message is one sentence for people that says what to do. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
