package io.parley.user.access;

import io.parley.model.wire.ErrorCode;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Why an access token is refused, as far as its sender is told. */
public enum TokenRefusal {
    EXPIRED(ErrorCode.AUTH_EXPIRED, "The access token has expired: refresh it."),
    REVOKED(ErrorCode.AUTH_REVOKED, "The session has ended: log in again."),
    WRONG(ErrorCode.AUTH_INVALID, "The access token is not valid.");

    private final ErrorCode code;
    private final String detail;

    TokenRefusal(ErrorCode code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    ErrorCode code() {
        return code;
    }

    String detail() {
        return detail;
    }

    /** The form in which a token validator reports it. */
    public OAuth2Error error() {
        return new OAuth2Error(name());
    }

    /** Reads it back from what the decoder threw; the first report wins. */
    static TokenRefusal of(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JwtValidationException refused) {
                return named(refused.getErrors().iterator().next().getErrorCode());
            }
        }
        return WRONG;
    }

    private static TokenRefusal named(String name) {
        for (var refusal : values()) {
            if (refusal.name().equals(name)) {
                return refusal;
            }
        }
        return WRONG;
    }
}
