package io.parley.message.access;

import io.parley.model.wire.Problem;
import org.springframework.security.core.AuthenticationException;

/** The token is a good one, and its holder is not served all the same. */
final class Overruled extends AuthenticationException {

    private final transient Problem problem;

    Overruled(Problem problem) {
        super(problem.code().wireName());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
