package io.parley.service.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.parley.model.service.AccessTokenKeys;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks access tokens with the keys of user-service: ES256 alone, type, issuer, audience, times.
 * The keys are kept for its short absences.
 */
public final class AccessTokenDecoder {

    private static final String EXPIRED = "expired";
    private static final String AUDIENCE = "parley";
    private static final String TYPE = "at+jwt";

    private AccessTokenDecoder() {}

    /**
     * How far clocks may differ.
     *
     * @param early how long before its time a token counts
     * @param late how long after its end
     */
    public record Tolerance(Duration early, Duration late) {}

    /**
     * @param keys where user-service publishes them
     */
    public static JwtDecoder of(URI keys, String issuer, Clock clock, Tolerance tolerance) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        JWSAlgorithm.ES256, AccessTokenKeys.publishedAt(keys)));
        // Spring's validators below do it, and tell an expired token from a wrong one
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtIssuerValidator(issuer),
                        audience(),
                        begun(clock, tolerance.early()),
                        notExpired(clock, tolerance.late())));
        return decoder;
    }

    /** Whether nothing is wrong with the token but that its time is over. */
    public static boolean isOnlyExpired(JwtValidationException refused) {
        return refused.getErrors().stream().allMatch(error -> error.getErrorCode().equals(EXPIRED));
    }

    private static OAuth2TokenValidator<Jwt> audience() {
        return token -> {
            var audience = token.getAudience();
            return result(audience != null && audience.contains(AUDIENCE), "audience");
        };
    }

    private static OAuth2TokenValidator<Jwt> begun(Clock clock, Duration early) {
        return token -> {
            var start = token.getNotBefore();
            return result(
                    start == null || !start.isAfter(clock.instant().plus(early)), "not yet valid");
        };
    }

    private static OAuth2TokenValidator<Jwt> notExpired(Clock clock, Duration late) {
        return token -> {
            var expiry = token.getExpiresAt();
            return expiry == null
                    ? result(false, "no end")
                    : result(clock.instant().minus(late).isBefore(expiry), EXPIRED);
        };
    }

    private static OAuth2TokenValidatorResult result(boolean isFine, String code) {
        return isFine
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(code));
    }
}
