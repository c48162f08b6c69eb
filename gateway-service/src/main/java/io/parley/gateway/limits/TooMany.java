package io.parley.gateway.limits;

import io.parley.gateway.edge.RefusedException;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Map;

/** The answer to who asks too often. */
final class TooMany {

    private static final long MILLIS_PER_SECOND = 1_000;

    private TooMany() {}

    static RefusedException forMillis(long millis, String detail) {
        var wait = Math.max(1, millis);
        return new RefusedException(
                Problem.of(ErrorCode.RATE_LIMITED, detail).withRetryAfterMs(wait),
                Map.of("Retry-After", Long.toString(Math.ceilDiv(wait, MILLIS_PER_SECOND))));
    }
}
