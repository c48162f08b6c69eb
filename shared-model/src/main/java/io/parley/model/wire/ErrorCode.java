package io.parley.model.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Every error that a client can be told, over REST and STOMP alike. */
public enum ErrorCode {
    FRAME_MALFORMED("frame.malformed", 400),
    FRAME_TOO_LARGE("frame.too.large", 413),
    PROTOCOL_UNSUPPORTED("protocol.unsupported", 426),
    AUTH_MISSING("auth.missing", 401),
    AUTH_INVALID("auth.invalid", 401),
    AUTH_EXPIRED("auth.expired", 401),
    AUTH_REVOKED("auth.revoked", 401),
    POLICY_DENIED("policy.denied", 403),
    ROOM_READONLY("room.readonly", 403),
    ROLE_REQUIRED("role.required", 403),
    EDIT_WINDOW_CLOSED("edit.window.closed", 403),
    ROOM_NOT_FOUND("room.not.found", 404),
    MESSAGE_NOT_FOUND("message.not.found", 404),
    USER_NOT_FOUND("user.not.found", 404),
    POST_NOT_FOUND("post.not.found", 404),
    NOT_FOUND("not.found", 404),
    METHOD_NOT_ALLOWED("method.not.allowed", 405),
    NOT_ACCEPTABLE("not.acceptable", 406),
    MEDIA_TYPE_UNSUPPORTED("media.type.unsupported", 415),
    CONFLICT("conflict", 409),
    PRECONDITION_FAILED("precondition.failed", 412),
    VALIDATION_FAILED("validation.failed", 422),
    RATE_LIMITED("rate.limited", 429),
    SUBSCRIPTION_DUPLICATE("subscription.duplicate", 409),
    SUBSCRIPTION_LIMIT("subscription.limit", 429),
    SUBSCRIPTION_NOT_FOUND("subscription.not.found", 404),
    SUBSCRIPTION_ENDED("subscription.ended", 403),
    SEND_UNKNOWN("send.unknown", 503),
    UNAVAILABLE("unavailable", 503),
    OVERLOADED("overloaded", 503),
    DRAINING("draining", 503),
    INTERNAL("internal", 500);

    private final String wireName;
    private final int httpStatus;

    ErrorCode(String wireName, int httpStatus) {
        this.wireName = wireName;
        this.httpStatus = httpStatus;
    }

    @JsonCreator
    public static ErrorCode fromWire(String name) {
        for (var code : values()) {
            if (code.wireName.equals(name)) {
                return code;
            }
        }
        throw new IllegalArgumentException("unknown error code");
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** True where a STOMP session ends with it: an ERROR frame, then the close. */
    public boolean endsSession() {
        return switch (this) {
            case FRAME_MALFORMED,
                    FRAME_TOO_LARGE,
                    PROTOCOL_UNSUPPORTED,
                    AUTH_MISSING,
                    AUTH_INVALID,
                    AUTH_EXPIRED,
                    AUTH_REVOKED ->
                    true;
            default -> false;
        };
    }
}
