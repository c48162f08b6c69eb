package io.parley.chat.connection;

import io.parley.chat.link.InternalSettings;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.wire.ErrorCode;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

/** Verifies access tokens with the keys of user-service: ES256 alone, issuer, audience, type. */
@Component
class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
    private static final String AUDIENCE = "parley";
    private static final String TYPE = "at+jwt";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String BEARER = "Bearer ";

    private final JwtDecoder decoder;
    private final Clock clock;

    AccessTokens(InternalSettings services, TokenSettings settings, Clock clock) {
        var keys =
                NimbusJwtDecoder.withJwkSetUri(services.userServiceUrl() + "/.well-known/jwks.json")
                        .jwsAlgorithm(SignatureAlgorithm.ES256)
                        .validateType(false)
                        .restOperations(http())
                        .build();
        keys.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTypeValidator(TYPE),
                        new JwtIssuerValidator(settings.issuer()),
                        new JwtAudienceValidator(AUDIENCE)));
        this.decoder = keys;
        this.clock = clock;
    }

    /** What a token turned out to be. */
    sealed interface Verdict {
        record Good(AccessToken token) implements Verdict {}

        record Bad(ErrorCode code) implements Verdict {}
    }

    /** Verifies the value of an {@code Authorization} header. */
    Verdict verifyHeader(Optional<String> authorization) {
        return authorization
                .filter(value -> value.startsWith(BEARER))
                .map(value -> verify(value.substring(BEARER.length())))
                .orElseGet(() -> new Verdict.Bad(ErrorCode.AUTH_MISSING));
    }

    Verdict verify(String token) {
        try {
            return check(decoder.decode(token));
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
        if (!expiresAt.isAfter(clock.instant())) {
            return new Verdict.Bad(ErrorCode.AUTH_EXPIRED);
        }
        return person(jwt)
                .<Verdict>map(
                        person ->
                                new Verdict.Good(
                                        new AccessToken(
                                                person,
                                                claim(jwt, "username").orElse(person.name()),
                                                expiresAt)))
                .orElseGet(() -> new Verdict.Bad(ErrorCode.AUTH_INVALID));
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

    private static RestTemplate http() {
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        requests.setReadTimeout(TIMEOUT);
        return new RestTemplate(requests);
    }
}
