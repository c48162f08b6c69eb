package io.parley.gateway.edge;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The answer when a service behind the gateway cannot be asked. */
public final class Unavailable {

    private static final long MIN_RETRY_MS = 500;
    private static final long MAX_RETRY_MS = 3_000;

    private Unavailable() {}

    /** Tells when to come back: spread, so that a restart does not meet everybody at once. */
    public static RefusedException because(ErrorCode code, String detail) {
        var retry = ThreadLocalRandom.current().nextLong(MIN_RETRY_MS, MAX_RETRY_MS);
        return new RefusedException(
                Problem.of(code, detail).withRetryAfterMs(retry),
                Map.of("Retry-After", Long.toString(Math.ceilDiv(retry, 1_000))));
    }
}
