package io.parley.load;

import java.time.Duration;

/** Waits that are part of a measurement. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }
}
