package io.parley.chat.balance;

import java.util.concurrent.ThreadLocalRandom;

/** What a session is told that has to go to another pod. */
final class Farewell {

    /**
     * Sessions leave in small steps: more is not needed to spread them, and people would notice.
     */
    private static final int MAX_RETRY_MS = 1_000;

    private Farewell() {}

    static long retryAfterMs() {
        return ThreadLocalRandom.current().nextInt(MAX_RETRY_MS);
    }
}
