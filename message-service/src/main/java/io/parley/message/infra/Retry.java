package io.parley.message.infra;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Trying something again until it works. */
public final class Retry {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Retry() {}

    /**
     * Tries every second, on the caller's thread, until the attempt works or nobody wants it any
     * more.
     */
    public static void everySecond(BooleanSupplier isWanted, BooleanSupplier attempt) {
        try {
            while (isWanted.getAsBoolean() && !attempt.getAsBoolean()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
