package io.parley.message.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import org.springframework.http.HttpStatus;

/** Problems for refusals that come as a bare HTTP status. */
final class Statuses {

    private Statuses() {}

    static Problem problem(HttpStatus status) {
        return Problem.of(code(status), null);
    }

    private static ErrorCode code(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> ErrorCode.AUTH_INVALID;
            case FORBIDDEN -> ErrorCode.POLICY_DENIED;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> ErrorCode.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> ErrorCode.NOT_ACCEPTABLE;
            case UNSUPPORTED_MEDIA_TYPE -> ErrorCode.MEDIA_TYPE_UNSUPPORTED;
            case CONTENT_TOO_LARGE -> ErrorCode.FRAME_TOO_LARGE;
            case SERVICE_UNAVAILABLE -> ErrorCode.UNAVAILABLE;
            default -> status.is4xxClientError() ? ErrorCode.FRAME_MALFORMED : ErrorCode.INTERNAL;
        };
    }
}
