package io.parley.gateway.edge;

import io.parley.model.wire.ErrorCode;

/** Finds the code for a status that somebody else chose. */
public final class Statuses {

    private static final int SERVER_ERROR = 500;

    private Statuses() {}

    public static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.AUTH_INVALID;
            case 403 -> ErrorCode.POLICY_DENIED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.FRAME_TOO_LARGE;
            case 415 -> ErrorCode.MEDIA_TYPE_UNSUPPORTED;
            case 426 -> ErrorCode.PROTOCOL_UNSUPPORTED;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 502, 503, 504 -> ErrorCode.UNAVAILABLE;
            default -> status < SERVER_ERROR ? ErrorCode.FRAME_MALFORMED : ErrorCode.INTERNAL;
        };
    }
}
