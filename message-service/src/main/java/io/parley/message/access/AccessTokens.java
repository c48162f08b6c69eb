package io.parley.message.access;

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
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Checks access tokens with the keys of user-service; the keys are kept for its short absences. */
final class AccessTokens {

    /** Error code of a token whose time is over. */
    static final String EXPIRED = "expired";

    private static final String AUDIENCE = "parley";
    private static final String TYPE = "at+jwt";
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    private AccessTokens() {}

    static NimbusJwtDecoder decoder(URI keys, String issuer, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        JWSAlgorithm.ES256, AccessTokenKeys.publishedAt(keys)));
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
            return expiry == null
                    ? result(false, "no end")
                    : result(clock.instant().minus(CLOCK_SKEW).isBefore(expiry), EXPIRED);
        };
    }

    private static OAuth2TokenValidatorResult result(boolean isFine, String code) {
        return isFine
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(code));
    }
}
