package io.parley.chat.link;

/** A sibling service did not answer, or answered with an error of its own: try again later. */
public final class ServiceUnavailableException extends RuntimeException {

    public ServiceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
