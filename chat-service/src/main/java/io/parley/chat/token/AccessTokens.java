package io.parley.chat.token;

import io.parley.chat.link.InternalSettings;
import io.parley.chat.policy.LiveAccounts;
import io.parley.kafka.account.Ruling;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.wire.ErrorCode;
import io.parley.service.token.AccessTokenDecoder;
import io.parley.service.token.AccessTokenDecoder.Tolerance;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.stereotype.Component;

/**
 * Verifies access tokens with the keys of user-service: ES256 alone, issuer, audience, type. What
 * is known of a later change of the account overrules what a token says.
 */
@Component
public class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

    /** Sessions end by their own clock; who comes too early only has a clock that is ahead. */
    private static final Tolerance CLOCKS = new Tolerance(Duration.ofSeconds(30), Duration.ZERO);

    private static final String KEYS = "/.well-known/jwks.json";

    /** The scheme may be in any case, and any blanks may stand around it. */
    private static final Pattern BEARER =
            Pattern.compile("\\s*bearer(?:\\s+(.*?))?\\s*", Pattern.CASE_INSENSITIVE);

    private final JwtDecoder decoder;
    private final LiveAccounts accounts;
    private final Clock clock;

    AccessTokens(
            InternalSettings services, TokenSettings settings, LiveAccounts accounts, Clock clock) {
        this.decoder =
                AccessTokenDecoder.of(
                        URI.create(services.userServiceUrl() + KEYS),
                        settings.issuer(),
                        clock,
                        CLOCKS);
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What a token turned out to be. */
    public sealed interface Verdict {
        record Good(AccessToken token) implements Verdict {}

        record Bad(ErrorCode code) implements Verdict {}
    }

    /** Verifies the value of an {@code Authorization} header. */
    public Verdict verifyHeader(Optional<String> authorization) {
        return authorization
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearer -> verify(Objects.requireNonNullElse(bearer.group(1), "")))
                .orElseGet(() -> new Verdict.Bad(ErrorCode.AUTH_MISSING));
    }

    /** Verifies a token. */
    public Verdict verify(String token) {
        try {
            return check(decoder.decode(token));
        } catch (JwtValidationException refused) {
            return new Verdict.Bad(
                    AccessTokenDecoder.isOnlyExpired(refused)
                            ? ErrorCode.AUTH_EXPIRED
                            : ErrorCode.AUTH_INVALID);
        } catch (BadJwtException bad) {
            return new Verdict.Bad(ErrorCode.AUTH_INVALID);
        } catch (JwtException e) {
            log.warn("tokens cannot be verified: {}", e.getMessage());
            return new Verdict.Bad(ErrorCode.UNAVAILABLE);
        }
    }

    private Verdict check(Jwt jwt) {
        var expiresAt = jwt.getExpiresAt();
        if (expiresAt == null) {
            return new Verdict.Bad(ErrorCode.AUTH_INVALID);
        }
        return token(jwt, expiresAt)
                .map(this::overruled)
                .orElseGet(() -> new Verdict.Bad(ErrorCode.AUTH_INVALID));
    }

    private Verdict overruled(AccessToken token) {
        var person = token.person();
        var ruling =
                accounts.rule(
                        person.id(),
                        person.role(),
                        token.session(),
                        token.issuedAt(),
                        clock.instant());
        return switch (ruling) {
            case Ruling.Acts(Role role) -> new Verdict.Good(token.as(role));
            case Ruling.Ended() -> new Verdict.Bad(ErrorCode.AUTH_REVOKED);
        };
    }

    private static Optional<AccessToken> token(Jwt jwt, Instant expiresAt) {
        var issuedAt = jwt.getIssuedAt();
        var session = claim(jwt, "sid").flatMap(AccessTokens::uuid);
        if (issuedAt == null || session.isEmpty()) {
            return Optional.empty();
        }
        return person(jwt)
                .map(
                        person ->
                                new AccessToken(
                                        person,
                                        claim(jwt, "username").orElse(person.name()),
                                        session.get(),
                                        issuedAt,
                                        expiresAt));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Optional<Actor> person(Jwt jwt) {
        return Optional.ofNullable(jwt.getSubject())
                .flatMap(UserId::parse)
                .flatMap(
                        id ->
                                claim(jwt, "name")
                                        .flatMap(
                                                name ->
                                                        role(jwt)
                                                                .map(
                                                                        role ->
                                                                                new Actor(
                                                                                        id, name,
                                                                                        role))));
    }

    private static Optional<Role> role(Jwt jwt) {
        return claim(jwt, "role")
                .flatMap(
                        name ->
                                switch (name) {
                                    case "ADMIN" -> Optional.of(Role.ADMIN);
                                    case "USER" -> Optional.of(Role.USER);
                                    default -> Optional.empty();
                                });
    }

    private static Optional<String> claim(Jwt jwt, String name) {
        return Optional.ofNullable(jwt.getClaimAsString(name));
    }
}
