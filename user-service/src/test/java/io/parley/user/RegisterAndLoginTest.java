package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@UserServiceTest
class RegisterAndLoginTest {

    @Autowired Api api;

    @Test
    void registersAUserAndLogsThemIn() {
        var name = Api.newName("Alice");

        var registered =
                api.post(
                        "/auth/register",
                        Map.of(
                                "username",
                                name,
                                "password",
                                Api.PASSWORD,
                                "displayName",
                                " Alice L ",
                                "role",
                                "ADMIN"),
                        "");
        var login = api.tryLogin(name.toUpperCase(Locale.ROOT), Api.PASSWORD);

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text("username")).isEqualTo(name.toLowerCase(Locale.ROOT));
        assertThat(registered.text("displayName")).isEqualTo("Alice L");
        assertThat(registered.text("role")).isEqualTo("USER");
        assertThat(login.json().path("user")).isEqualTo(registered.json());
        assertThat(login.json().path("expiresIn").asInt()).isEqualTo(300);
    }

    @Test
    void givesATokenThatThePublishedKeysConfirm() throws Exception {
        var login = api.newUser("claims");

        var token = SignedJWT.parse(login.accessToken());
        var keys = JWKSet.parse(api.get("/.well-known/jwks.json", "").raw().body());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();

        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getHeader().toJSONObject())
                .containsEntry("alg", "ES256")
                .containsEntry("typ", "at+jwt");
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getAudience()).isEqualTo(List.of("parley"));
        assertThat(claims.toJSONObject())
                .containsEntry("iss", "parley")
                .containsEntry("sub", login.id())
                .containsEntry("username", login.username())
                .containsEntry("name", login.username())
                .containsEntry("role", "USER")
                .containsKeys("sid", "jti");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(300));
    }

    @Test
    void publishesNoPrivateHalfAndLetsTheKeysBeCached() {
        var keys = api.get("/.well-known/jwks.json", "");

        assertThat(keys.json().at("/keys/0/d").isMissingNode()).isTrue();
        assertThat(keys.raw().headers().firstValue("Cache-Control"))
                .hasValue("max-age=300, public");
        assertThat(api.get("/.well-known/openid-configuration", "").text("jwks_uri"))
                .endsWith("/.well-known/jwks.json");
    }

    @Test
    void tellsNobodyWhetherTheNameOrThePasswordWasWrong() {
        var known = api.newUser("known");

        var wrongPassword = api.tryLogin(known.username(), "not the password");
        var unknownName = api.tryLogin("nobody-at-all", "not the password");
        var impossibleName = api.tryLogin("no such name!", "not the password");

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(wrongPassword.code()).isEqualTo("auth.invalid");
        assertThat(unknownName.raw().body()).isEqualTo(wrongPassword.raw().body());
        assertThat(impossibleName.raw().body()).isEqualTo(wrongPassword.raw().body());
    }

    @Test
    void givesANameToOneOfManyWhoAskAtOnce() {
        var name = Api.newName("race");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () ->
                                                            api.post(
                                                                    "/auth/register",
                                                                    Map.of(
                                                                            "username",
                                                                            name,
                                                                            "password",
                                                                            Api.PASSWORD),
                                                                    ""),
                                                    threads))
                            .toList();
            var statuses = asked.stream().map(answer -> answer.join().status()).sorted().toList();

            assertThat(statuses).isEqualTo(List.of(201, 409, 409, 409, 409, 409, 409, 409));
        }
    }

    @Test
    void namesEveryFieldThatIsRefused() {
        var answer =
                api.post(
                        "/auth/register",
                        Map.of("username", "a b", "password", "short", "displayName", "a\u202eb"),
                        "");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation.failed");
        assertThat(answer.json().path("fields").findValuesAsString("name"))
                .containsExactlyInAnyOrder("username", "password", "displayName");
    }

    @Test
    void changesADisplayNameUnlessItWasChangedMeanwhile() {
        var user = api.newUser("renamed");
        var change = "{\"displayName\":\"New Name\"}";

        var changed = api.send("PATCH", "/me", change, user.accessToken());
        var tooLate =
                api.send(
                        api.request("/me", user.accessToken())
                                .header("Content-Type", "application/json")
                                .header("If-Match", "\"0\"")
                                .method("PATCH", BodyPublishers.ofString(change)));

        assertThat(changed.text("displayName")).isEqualTo("New Name");
        assertThat(changed.raw().headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(tooLate.code()).isEqualTo("precondition.failed");
        assertThat(api.get("/me", user.accessToken()).json()).isEqualTo(changed.json());
    }
}
