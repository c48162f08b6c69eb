package io.parley.service.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.List;

/** An expected "no", on its way to the client. Carries no stack trace: it is cheap. */
public final class RefusedRequest extends RuntimeException {

    private final transient Problem problem;

    public RefusedRequest(Problem problem) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
    }

    /** {@link ErrorCode#VALIDATION_FAILED} because of these fields. */
    public static RefusedRequest invalid(List<Problem.Field> fields) {
        return new RefusedRequest(Problem.of(ErrorCode.VALIDATION_FAILED, null).withFields(fields));
    }

    /** The same because of one field. */
    public static RefusedRequest invalid(String field, String rule) {
        return invalid(List.of(new Problem.Field(field, rule)));
    }

    public Problem problem() {
        return problem;
    }
}
