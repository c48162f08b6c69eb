package io.parley.user.access;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The person a checked access token speaks for.
 *
 * @param until when the token ends, and with it what was allowed by it
 */
public record Caller(UserId id, UUID session, Role role, Instant until) {

    public static Caller of(Jwt token) {
        return new Caller(
                UserId.of(Objects.requireNonNull(token.getSubject())),
                UUID.fromString(claim(token, AccessClaims.SESSION)),
                Role.valueOf(claim(token, AccessClaims.ROLE)),
                Objects.requireNonNull(token.getExpiresAt()));
    }

    private static String claim(Jwt token, String name) {
        return Objects.requireNonNull(token.getClaimAsString(name), name);
    }
}
