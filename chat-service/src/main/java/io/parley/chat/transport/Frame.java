package io.parley.chat.transport;

import java.util.Map;
import java.util.Optional;
import org.springframework.messaging.simp.stomp.StompCommand;

/** A frame from a client. Of repeated headers the first one counts, as STOMP 1.2 says. */
public final class Frame {

    private final StompCommand command;
    private final Map<String, String> headers;
    private final byte[] body;

    Frame(StompCommand command, Map<String, String> headers, byte[] body) {
        this.command = command;
        this.headers = headers;
        this.body = body;
    }

    /** What kind of frame it is. */
    public StompCommand command() {
        return command;
    }

    /** The body, empty where there is none. */
    public byte[] body() {
        return body;
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** As {@link #header}, for what other protocols write in any case. */
    public Optional<String> headerInAnyCase(String name) {
        return header(name)
                .or(
                        () ->
                                headers.entrySet().stream()
                                        .filter(one -> one.getKey().strip().equalsIgnoreCase(name))
                                        .map(Map.Entry::getValue)
                                        .findFirst());
    }

    /** Whether a header's value begins or ends with a blank, which STOMP counts as part of it. */
    public boolean isPadded(String name) {
        return header(name).filter(value -> !value.equals(value.strip())).isPresent();
    }

    /** The receipt that the client asks for. */
    public Optional<String> receipt() {
        return header("receipt");
    }

    /** Where the frame goes to. */
    public Optional<String> destination() {
        return header("destination");
    }
}
