package io.parley.gateway.edge;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Map;

/**
 * A request that the gateway itself answers with a problem. Carries no stack trace: it is cheap.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public RefusedException(Problem problem, Map<String, String> headers) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public RefusedException(ErrorCode code, String detail) {
        this(Problem.of(code, detail), Map.of());
    }

    Problem problem() {
        return problem;
    }

    /** What the answer carries besides the problem. */
    Map<String, String> headers() {
        return headers;
    }
}
