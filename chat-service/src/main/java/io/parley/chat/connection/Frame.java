package io.parley.chat.connection;

import java.util.Map;
import java.util.Optional;
import org.springframework.messaging.simp.stomp.StompCommand;

/** A frame from a client. Of repeated headers the first one counts, as STOMP 1.2 says. */
final class Frame {

    private final StompCommand command;
    private final Map<String, String> headers;
    private final byte[] body;

    Frame(StompCommand command, Map<String, String> headers, byte[] body) {
        this.command = command;
        this.headers = headers;
        this.body = body;
    }

    StompCommand command() {
        return command;
    }

    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** As {@link #header}, for what other protocols write in any case. */
    Optional<String> headerInAnyCase(String name) {
        return header(name)
                .or(
                        () ->
                                headers.entrySet().stream()
                                        .filter(one -> one.getKey().strip().equalsIgnoreCase(name))
                                        .map(Map.Entry::getValue)
                                        .findFirst());
    }

    /** Whether a header's value begins or ends with a blank, which STOMP counts as part of it. */
    boolean isPadded(String name) {
        return header(name).filter(value -> !value.equals(value.strip())).isPresent();
    }

    Optional<String> receipt() {
        return header("receipt");
    }

    Optional<String> destination() {
        return header("destination");
    }
}
