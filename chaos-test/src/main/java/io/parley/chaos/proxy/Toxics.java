package io.parley.chaos.proxy;

import java.time.Duration;

/**
 * What one direction of a link suffers from.
 *
 * @param frozen nothing passes and nothing is lost, as in a half-open connection
 * @param delay added to everything that passes
 * @param jitter added at random, from nothing up to this; order is kept
 * @param bytesPerSecond at most; 0 does not limit
 * @param resetAfter bytes of a connection after which it is reset; 0 never
 * @param slice writes of at most so many bytes; 0 leaves them as they come
 */
public record Toxics(
        boolean frozen,
        Duration delay,
        Duration jitter,
        long bytesPerSecond,
        long resetAfter,
        int slice) {

    public static final Toxics NONE = new Toxics(false, Duration.ZERO, Duration.ZERO, 0, 0, 0);

    public static Toxics freeze() {
        return new Toxics(true, Duration.ZERO, Duration.ZERO, 0, 0, 0);
    }

    public static Toxics delay(Duration delay, Duration jitter) {
        return new Toxics(false, delay, jitter, 0, 0, 0);
    }

    public static Toxics bandwidth(long bytesPerSecond) {
        return new Toxics(false, Duration.ZERO, Duration.ZERO, bytesPerSecond, 0, 0);
    }

    public static Toxics resetAfter(long bytes) {
        return new Toxics(false, Duration.ZERO, Duration.ZERO, 0, bytes, 0);
    }

    public static Toxics slice(int bytes) {
        return new Toxics(false, Duration.ZERO, Duration.ZERO, 0, 0, bytes);
    }
}
