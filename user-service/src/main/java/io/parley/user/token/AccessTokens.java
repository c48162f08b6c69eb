package io.parley.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.access.AccessClaims;
import io.parley.user.account.Rights;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Signs access tokens in the form of docs/architecture.md. All of them come from here, and what
 * they say is read here: nobody who is banned gets one, and none says what is not so any more.
 */
@Component
final class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(5);

    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Rights rights;

    AccessTokens(SigningKeys keys, TokenSettings settings, Rights rights) {
        this.keys = keys;
        this.settings = settings;
        this.rights = rights;
    }

    sealed interface Issue {
        record Issued(String token, Person person) implements Issue {}

        record Banned(Instant until) implements Issue {}

        record NoAccount() implements Issue {}
    }

    Issue issue(UserId owner, UUID session) {
        return rights.of(owner)
                .map(standing -> issue(standing, session))
                .orElseGet(Issue.NoAccount::new);
    }

    private Issue issue(Rights.Standing standing, UUID session) {
        return standing.bannedUntil()
                .<Issue>map(Issue.Banned::new)
                .orElseGet(
                        () -> new Issue.Issued(sign(claims(standing, session)), standing.person()));
    }

    private String sign(JWTClaimsSet claims) {
        var key = keys.signing();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(AccessClaims.TYPE))
                        .keyID(key.getKeyID())
                        .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the signing key is not usable", unusable);
        }
        return token.serialize();
    }

    private JWTClaimsSet claims(Rights.Standing standing, UUID session) {
        var person = standing.person();
        var now = standing.asOf();
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
