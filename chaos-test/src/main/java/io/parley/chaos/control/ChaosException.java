package io.parley.chaos.control;

/** Something that keeps the run from going on; the message is a sentence for people. */
public final class ChaosException extends RuntimeException {

    public ChaosException(String message) {
        super(message);
    }

    public ChaosException(String message, Throwable cause) {
        super(message, cause);
    }
}
