package io.parley.model.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens by which services know each other: made for one call, for the called service alone,
 * and good for a minute. The secret that they share never travels.
 */
public final class ServiceTokens {

    /** Header {@code typ}: no token of another kind passes as one of these. */
    static final String TYPE = "svc+jwt";

    static final Duration LIFE = Duration.ofSeconds(60);

    /** Clocks of machines differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /** Ours have about 250; nothing longer is looked at. */
    private static final int LONGEST = 1_024;

    private final byte[] secret;
    private final ServiceName self;
    private final Clock clock;

    /**
     * @param secret that all services share, 32 characters at least
     * @param self the service that makes and checks tokens here
     */
    public ServiceTokens(String secret, ServiceName self, Clock clock) {
        this.secret = secret.getBytes(UTF_8);
        this.self = self;
        this.clock = clock;
    }

    /** A token for a call of one of these services. */
    public String to(ServiceName... called) {
        var now = clock.instant();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(TYPE)).build();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(self.wireName())
                        .audience(Arrays.stream(called).map(ServiceName::wireName).toList())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the secret of the services is too short", unusable);
        }
        return token.serialize();
    }

    /** Who calls this service with that token; empty for nobody whom it knows. */
    public Optional<ServiceName> caller(@Nullable String token) {
        if (token == null || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var shown = SignedJWT.parse(token);
            return isOurs(shown) ? callerOf(shown.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException notAToken) {
            return Optional.empty();
        }
    }

    private boolean isOurs(SignedJWT token) throws JOSEException {
        var header = token.getHeader();
        return JWSAlgorithm.HS256.equals(header.getAlgorithm())
                && new JOSEObjectType(TYPE).equals(header.getType())
                && token.verify(new MACVerifier(secret));
    }

    private Optional<ServiceName> callerOf(JWTClaimsSet claims) {
        var start = claims.getIssueTime();
        var end = claims.getExpirationTime();
        if (start == null || end == null || !claims.getAudience().contains(self.wireName())) {
            return Optional.empty();
        }
        var now = clock.instant();
        var isShort = !end.toInstant().isAfter(start.toInstant().plus(LIFE));
        var isNow =
                !start.toInstant().isAfter(now.plus(SKEW))
                        && end.toInstant().plus(SKEW).isAfter(now);
        return isShort && isNow ? ServiceName.fromWire(claims.getIssuer()) : Optional.empty();
    }
}
