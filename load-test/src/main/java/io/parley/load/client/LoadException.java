package io.parley.load.client;

/** The measurement cannot go on; the message is for the person who started it. */
public final class LoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, for who runs it. */
    public LoadException(String message) {
        super(message);
    }

    /** What went wrong and why. */
    public LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
