package io.parley.message.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expected "no", on its way to the client: rolls back what the request had begun. */
public final class Refusal extends RuntimeException {

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
    }

    public static Refusal of(ErrorCode code) {
        return of(code, null);
    }

    public static Refusal of(ErrorCode code, @Nullable String detail) {
        return new Refusal(Problem.of(code, detail));
    }

    /** {@link ErrorCode#VALIDATION_FAILED} because of one field. */
    public static Refusal invalid(String field, String message) {
        return new Refusal(
                Problem.of(ErrorCode.VALIDATION_FAILED, null)
                        .withFields(List.of(new Problem.Field(field, message))));
    }

    /** {@link ErrorCode#RATE_LIMITED}: the same request may succeed after that time. */
    public static Refusal tooMany(String detail, Duration retryAfter) {
        return new Refusal(
                Problem.of(ErrorCode.RATE_LIMITED, detail).withRetryAfterMs(retryAfter.toMillis()));
    }

    public Problem problem() {
        return problem;
    }
}
