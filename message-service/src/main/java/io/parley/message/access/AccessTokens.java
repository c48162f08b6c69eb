package io.parley.message.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Checks access tokens with the keys of user-service; the keys are kept for its short absences. */
final class AccessTokens {

    /** Error code of a token whose time is over. */
    static final String EXPIRED = "expired";

    private static final String AUDIENCE = "parley";
    private static final String TYPE = "at+jwt";
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);
    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int READ_TIMEOUT_MS = 2_000;
    private static final int MAX_KEYS_BYTES = 64 * 1024;
    private static final Duration KEYS_WITHOUT_USER_SERVICE = Duration.ofHours(1);

    private AccessTokens() {}

    static NimbusJwtDecoder decoder(URI keys, String issuer, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, source(keys)));
        // Spring's validators below do it, and tell an expired token from a wrong one
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtIssuerValidator(issuer),
                        audience(),
                        begun(clock),
                        notExpired(clock)));
        return decoder;
    }

    private static JWKSource<SecurityContext> source(URI keys) {
        try {
            return JWKSourceBuilder.create(
                            keys.toURL(),
                            new DefaultResourceRetriever(
                                    CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_KEYS_BYTES))
                    .outageTolerant(KEYS_WITHOUT_USER_SERVICE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }

    private static OAuth2TokenValidator<Jwt> audience() {
        return token -> {
            var audience = token.getAudience();
            return result(audience != null && audience.contains(AUDIENCE), "audience");
        };
    }

    private static OAuth2TokenValidator<Jwt> begun(Clock clock) {
        return token -> {
            var start = token.getNotBefore();
            return result(
                    start == null || !start.isAfter(clock.instant().plus(CLOCK_SKEW)),
                    "not yet valid");
        };
    }

    private static OAuth2TokenValidator<Jwt> notExpired(Clock clock) {
        return token -> {
            var expiry = token.getExpiresAt();
            return result(
                    expiry != null && clock.instant().minus(CLOCK_SKEW).isBefore(expiry), EXPIRED);
        };
    }

    private static OAuth2TokenValidatorResult result(boolean isFine, String code) {
        return isFine
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(code));
    }
}
