package io.parley.user.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.parley.user.Api;
import io.parley.user.MovableClock;
import io.parley.user.UserServiceTest;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each token differs from an accepted one in a single point. */
@UserServiceTest
class AccessTokenTest {

    @Autowired Api api;
    @Autowired SigningKeys keys;
    @Autowired MovableClock clock;

    private JWTClaimsSet claims = new JWTClaimsSet.Builder().build();

    @BeforeEach
    void takeTheClaimsOfAnAcceptedToken() throws ParseException {
        claims = SignedJWT.parse(api.newUser("token").accessToken()).getJWTClaimsSet();
    }

    @Test
    void acceptsItsOwn() throws Exception {
        assertThat(answer(signed(claims))).isEqualTo("200 ");
    }

    @Test
    void refusesOtherClaims() throws Exception {
        var later = Date.from(clock.instant().plus(Duration.ofMinutes(2)));

        assertRefused(with(c -> c.issuer("somebody")));
        assertRefused(with(c -> c.issuer(null)));
        assertRefused(with(c -> c.audience("another")));
        assertRefused(with(c -> c.audience(List.of("parley", "another"))));
        assertRefused(with(c -> c.audience((String) null)));
        assertRefused(with(c -> c.subject(null)));
        assertRefused(with(c -> c.subject("1' or '1'='1")));
        assertRefused(with(c -> c.claim("sid", null)));
        assertRefused(with(c -> c.claim("sid", 7)));
        assertRefused(with(c -> c.claim("role", "ROOT")));
        assertRefused(with(c -> c.claim("role", null)));
        assertRefused(with(c -> c.expirationTime(null)));
        assertRefused(with(c -> c.issueTime(later)));
    }

    @Test
    void saysWhatARefreshCannotAndCanMend() throws Exception {
        var now = clock.instant();
        var expired =
                with(
                        c ->
                                c.issueTime(Date.from(now.minusSeconds(301)))
                                        .expirationTime(Date.from(now.minusSeconds(1))));
        var ended = with(c -> c.claim("sid", UUID.randomUUID().toString()));

        assertThat(answer(signed(expired))).isEqualTo("401 auth.expired");
        assertThat(answer(signed(ended))).isEqualTo("401 auth.revoked");
    }

    @Test
    void refusesOtherHeadersAndSignatures() throws Exception {
        var ours = keys.signing();
        var theirs = new ECKeyGenerator(Curve.P_256).keyID(ours.getKeyID()).generate();
        var good = signed(claims);

        assertInvalid(signed(claims, header(ours).type(JOSEObjectType.JWT), ours));
        assertInvalid(signed(claims, header(ours).type(null), ours));
        assertInvalid(signed(claims, header(theirs), theirs));
        assertInvalid(signed(claims, header(theirs).jwk(theirs.toPublicJWK()), theirs));
        assertInvalid(signed(claims, header(ours).keyID("../../etc/passwd"), ours));
        assertInvalid(new PlainJWT(claims).serialize());
        assertInvalid(macWithPublicKey(ours));
        assertInvalid(good.substring(0, good.lastIndexOf('.') + 1));
        assertInvalid(good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86));
        assertInvalid(good + "." + "A".repeat(4096));
    }

    private JWTClaimsSet with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder(claims)).build();
    }

    private void assertRefused(JWTClaimsSet changed) throws JOSEException {
        assertInvalid(signed(changed));
    }

    private void assertInvalid(String token) {
        assertThat(answer(token)).isEqualTo("401 auth.invalid");
    }

    private String answer(String token) {
        var answer = api.get("/me", token);
        return answer.status() + " " + answer.code();
    }

    private String signed(JWTClaimsSet of) throws JOSEException {
        return signed(of, header(keys.signing()), keys.signing());
    }

    private static JWSHeader.Builder header(ECKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    private static String signed(JWTClaimsSet of, JWSHeader.Builder header, ECKey key)
            throws JOSEException {
        var token = new SignedJWT(header.build(), of);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private String macWithPublicKey(ECKey key) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build();
        var token = new SignedJWT(header, claims);
        token.sign(new MACSigner(key.toECPublicKey().getEncoded()));
        return token.serialize();
    }
}
