package io.parley.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.model.room.Person;
import io.parley.user.access.AccessClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs access tokens in the form of docs/architecture.md. */
@Component
final class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(5);

    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Clock clock;

    AccessTokens(SigningKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    String issue(Person person, UUID session) {
        var key = keys.signing();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(AccessClaims.TYPE))
                        .keyID(key.getKeyID())
                        .build();
        var token = new SignedJWT(header, claims(person, session));
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the signing key is not usable", unusable);
        }
        return token.serialize();
    }

    private JWTClaimsSet claims(Person person, UUID session) {
        var now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(AccessClaims.AUDIENCE)
                .subject(person.id().toString())
                .claim(AccessClaims.SESSION, session.toString())
                .claim(AccessClaims.NAME, person.displayName())
                .claim(AccessClaims.USERNAME, person.username())
                .claim(AccessClaims.ROLE, person.role().name())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
    }
}
