package io.parley.chat.session;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What CONNECT and CONNECTED agree on.
 *
 * @param toClient the longest time without a frame or an end of line from here; zero for none
 */
record HeartBeats(Duration toClient) {

    private static final String NONE = "0,0";
    private static final Pattern HEADER = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    /**
     * Reads a header {@code heart-beat}, "what the client can send, what it wants to get" in
     * milliseconds; empty where it is none.
     *
     * @param own the shortest time that this side promises
     */
    static Optional<HeartBeats> agree(Optional<String> header, Duration own) {
        var wish = HEADER.matcher(header.orElse(NONE));
        if (!wish.matches()) {
            return Optional.empty();
        }
        var wanted = Duration.ofMillis(Long.parseLong(wish.group(2)));
        return Optional.of(
                new HeartBeats(wanted.isZero() || wanted.compareTo(own) > 0 ? wanted : own));
    }

    boolean areWanted() {
        return !toClient.isZero();
    }
}
