package io.parley.user.token;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.user.access.AccessClaims;
import io.parley.user.access.TokenRefusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token with a right signature must say besides. This service also asks whether its session
 * still lives, whether its owner is banned, and what role that is: here a change counts at once,
 * elsewhere as soon as the log of accounts has told of it.
 */
final class AccessTokenRules implements OAuth2TokenValidator<Jwt> {

    /** Clocks of replicas differ a little. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final String issuer;
    private final Sessions sessions;
    private final Clock clock;

    AccessTokenRules(String issuer, Sessions sessions, Clock clock) {
        this.issuer = issuer;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!isOurs(token)) {
            return refused(TokenRefusal.WRONG);
        }
        var now = clock.instant();
        var end = token.getExpiresAt();
        var start = token.getIssuedAt();
        if (end == null
                || start == null
                || isAhead(start, now)
                || isAhead(token.getNotBefore(), now)) {
            return refused(TokenRefusal.WRONG);
        }
        if (!end.isAfter(now)) {
            return refused(TokenRefusal.EXPIRED);
        }
        return sessions.liveAs(UUID.fromString(token.getClaimAsString(AccessClaims.SESSION)))
                .map(role -> inRole(token, role))
                .orElseGet(() -> refused(TokenRefusal.REVOKED));
    }

    private static boolean isAhead(@Nullable Instant time, Instant now) {
        return time != null && time.isAfter(now.plus(SKEW));
    }

    /** With another role than it says, a token is a thing of the past: its owner gets a new one. */
    private static OAuth2TokenValidatorResult inRole(Jwt token, Role role) {
        return role.name().equals(token.getClaimAsString(AccessClaims.ROLE))
                ? OAuth2TokenValidatorResult.success()
                : refused(TokenRefusal.EXPIRED);
    }

    private boolean isOurs(Jwt token) {
        return issuer.equals(token.getClaimAsString("iss"))
                && List.of(AccessClaims.AUDIENCE).equals(token.getAudience())
                && isId(token.getSubject())
                && isId(token.getClaimAsString(AccessClaims.SESSION))
                && isRole(token.getClaimAsString(AccessClaims.ROLE));
    }

    private static boolean isId(@Nullable String text) {
        return text != null && UserId.parse(text).isPresent();
    }

    private static boolean isRole(@Nullable String name) {
        return Arrays.stream(Role.values()).anyMatch(role -> role.name().equals(name));
    }

    private static OAuth2TokenValidatorResult refused(TokenRefusal why) {
        return OAuth2TokenValidatorResult.failure(why.error());
    }
}
