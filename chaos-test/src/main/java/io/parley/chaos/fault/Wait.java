package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosException;
import java.time.Duration;

/** Time that passes on purpose: faults are made of it. */
final class Wait {

    private Wait() {}

    static void millis(long millis) {
        try {
            Thread.sleep(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("Interrupted.", e);
        }
    }
}
