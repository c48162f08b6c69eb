package io.parley.chat.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The versions of STOMP that are spoken here, the newest first. What is sent is the same in both:
 * no value that a session of 1.1 can give holds a carriage return, which alone 1.2 escapes besides.
 */
public enum StompVersion {
    V1_2("1.2", "v12.stomp"),
    V1_1("1.1", "v11.stomp");

    private final String number;
    private final String subprotocol;

    StompVersion(String number, String subprotocol) {
        this.number = number;
        this.subprotocol = subprotocol;
    }

    /** As {@code accept-version} and {@code version} have it. */
    public String number() {
        return number;
    }

    /** Whether {@code \r} stands for a carriage return. */
    public boolean escapesCarriageReturns() {
        return this == V1_2;
    }

    /** The newest version in the value of an {@code accept-version}, in any order. */
    public static Optional<StompVersion> newestOf(String acceptVersion) {
        var offered = Arrays.stream(acceptVersion.split(",", -1)).map(String::strip).toList();
        return Arrays.stream(values())
                .filter(version -> offered.contains(version.number))
                .findFirst();
    }

    /** The WebSocket subprotocols, the one of the newest version first. */
    public static List<String> subprotocols() {
        return Arrays.stream(values()).map(version -> version.subprotocol).toList();
    }

    /** All numbers, as the header {@code version} of an ERROR has them. */
    public static String numbers() {
        return Arrays.stream(values()).map(StompVersion::number).collect(Collectors.joining(","));
    }
}
