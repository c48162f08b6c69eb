package io.parley.service.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import org.jspecify.annotations.Nullable;

/** The problem for what a framework refuses with a bare status. */
public final class StatusProblems {

    private StatusProblems() {}

    public static Problem of(int status, @Nullable String detail) {
        return Problem.of(code(status), detail);
    }

    /** The code for a status that somebody else chose. */
    public static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.AUTH_INVALID;
            case 403 -> ErrorCode.POLICY_DENIED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.FRAME_TOO_LARGE;
            case 415 -> ErrorCode.MEDIA_TYPE_UNSUPPORTED;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 502, 503, 504 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.FRAME_MALFORMED : ErrorCode.INTERNAL;
        };
    }
}
