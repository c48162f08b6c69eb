package io.parley.model.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;

class ServiceTokensTest {

    private static final String SECRET = "a secret of thirty-two characters";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final ServiceTokens chat = at(ServiceName.CHAT, NOW);
    private final ServiceTokens user = at(ServiceName.USER, NOW);

    @Test
    void namesTheCallerToTheServiceThatIsCalled() {
        assertThat(user.caller(chat.to(ServiceName.USER))).contains(ServiceName.CHAT);
        assertThat(user.caller(chat.to(ServiceName.MESSAGE, ServiceName.USER)))
                .contains(ServiceName.CHAT);
    }

    @Test
    void isNothingToAnotherService() {
        assertThat(user.caller(chat.to(ServiceName.MESSAGE))).isEmpty();
    }

    @Test
    void endsAfterAMinuteAndTheDifferenceOfClocks() {
        var token = chat.to(ServiceName.USER);

        assertThat(at(ServiceName.USER, NOW.plusSeconds(85)).caller(token)).isPresent();
        assertThat(at(ServiceName.USER, NOW.plusSeconds(95)).caller(token)).isEmpty();
        assertThat(at(ServiceName.USER, NOW.minusSeconds(35)).caller(token)).isEmpty();
    }

    @Test
    void refusesWhatTheSecretDidNotSign() throws Exception {
        var stranger =
                new ServiceTokens(
                        SECRET.toUpperCase(java.util.Locale.ROOT),
                        ServiceName.CHAT,
                        Clock.fixed(NOW, ZoneOffset.UTC));
        var unsigned = new PlainJWT(claims(Duration.ofSeconds(60)).build()).serialize();

        assertThat(user.caller(stranger.to(ServiceName.USER))).isEmpty();
        assertThat(user.caller(unsigned)).isEmpty();
        assertThat(user.caller(SECRET)).isEmpty();
        assertThat(user.caller(null)).isEmpty();
        assertThat(user.caller("x".repeat(5_000))).isEmpty();
    }

    @Test
    void refusesOtherTypesAlgorithmsNamesAndLives() throws Exception {
        var minute = Duration.ofSeconds(60);
        assertThat(user.caller(signed("svc+jwt", JWSAlgorithm.HS256, claims(minute)))).isPresent();

        assertThat(user.caller(signed("at+jwt", JWSAlgorithm.HS256, claims(minute)))).isEmpty();
        assertThat(user.caller(signed("svc+jwt", JWSAlgorithm.HS256, claims(Duration.ofDays(1)))))
                .isEmpty();
        assertThat(
                        user.caller(
                                signed(
                                        "svc+jwt",
                                        JWSAlgorithm.HS256,
                                        claims(minute).issuer("somebody"))))
                .isEmpty();
    }

    private static JWTClaimsSet.Builder claims(Duration life) {
        return new JWTClaimsSet.Builder()
                .issuer("chat-service")
                .audience("user-service")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plus(life)));
    }

    private static String signed(String type, JWSAlgorithm algorithm, JWTClaimsSet.Builder claims)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).build();
        var token = new SignedJWT(header, claims.build());
        token.sign(new MACSigner(SECRET.getBytes(UTF_8)));
        return token.serialize();
    }

    private static ServiceTokens at(ServiceName self, Instant now) {
        return new ServiceTokens(SECRET, self, Clock.fixed(now, ZoneOffset.UTC));
    }
}
