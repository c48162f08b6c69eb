package io.parley.chat.connection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Destinations whose last send was refused because something is away. For a moment all further ones
 * are refused too: what a client had sent behind it must not overtake it.
 */
final class HeldBack {

    static final Duration TIME = Duration.ofSeconds(1);

    private static final int MOST = 256;

    private final Map<String, Long> until = new ConcurrentHashMap<>(0);

    void hold(String destination) {
        if (until.size() >= MOST) {
            until.values().removeIf(end -> System.nanoTime() - end >= 0);
        }
        until.put(destination, System.nanoTime() + TIME.toNanos());
    }

    boolean isHeld(String destination) {
        var end = until.get(destination);
        return end != null && System.nanoTime() - end < 0;
    }
}
