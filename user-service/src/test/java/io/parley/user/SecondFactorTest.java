package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.user.factor.Authenticator;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@UserServiceTest
class SecondFactorTest {

    private static final Duration NEXT_CODE = Duration.ofSeconds(31);

    @Autowired Api api;
    @Autowired MovableClock clock;

    private record Secured(Api.Login login, Authenticator app, Set<String> recoveryCodes) {}

    @Test
    void asksForACodeAfterThePassword() {
        var user = secured("careful");
        clock.pass(NEXT_CODE);

        var half = api.tryLogin(user.login().username(), Api.PASSWORD);
        var wrong = finish(half, "000000");
        var done = finish(half, user.app().code());

        assertThat(half.status()).isEqualTo(202);
        assertThat(half.json().has("accessToken")).isFalse();
        assertThat(half.json().path("methods").toString()).isEqualTo("[\"totp\",\"recovery\"]");
        assertThat(half.json().path("expiresIn").asInt()).isEqualTo(300);
        assertThat(wrong.code()).isEqualTo("validation.failed");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().has("recoveryCodes")).isFalse();
        assertThat(api.get("/me", done.text("accessToken")).text("id"))
                .isEqualTo(user.login().id());
    }

    @Test
    void takesNoCodeAndNoHalfLoginTwice() {
        var user = secured("replayed");
        clock.pass(NEXT_CODE);
        var code = user.app().code();
        var first = api.tryLogin(user.login().username(), Api.PASSWORD);
        var second = api.tryLogin(user.login().username(), Api.PASSWORD);

        var done = finish(first, code);
        var replayed = finish(second, code);
        clock.pass(NEXT_CODE);
        var halfAgain = finish(first, user.app().code());

        assertThat(done.status()).isEqualTo(200);
        assertThat(replayed.code()).isEqualTo("validation.failed");
        assertThat(halfAgain.code()).isEqualTo("auth.invalid");
    }

    @Test
    void givesOneOfManyWhoShowOneCodeAtOnceASession() {
        var user = secured("raced");
        clock.pass(NEXT_CODE);
        var code = user.app().code();
        var halves =
                IntStream.range(0, 4)
                        .mapToObj(i -> api.tryLogin(user.login().username(), Api.PASSWORD))
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    halves.stream()
                            .map(
                                    half ->
                                            CompletableFuture.supplyAsync(
                                                    () -> finish(half, code), threads))
                            .toList();

            assertThat(asked.stream().filter(answer -> answer.join().status() == 200)).hasSize(1);
        }
    }

    @Test
    void endsAHalfLoginByTimeOrByTooManyTries() {
        var user = secured("hesitant");
        var slow = api.tryLogin(user.login().username(), Api.PASSWORD);
        clock.pass(Duration.ofMinutes(6));
        var tooLate = finish(slow, user.app().code());
        var guessed = api.tryLogin(user.login().username(), Api.PASSWORD);
        var answers = IntStream.range(0, 7).mapToObj(i -> finish(guessed, "000000").status());

        assertThat(tooLate.code()).isEqualTo("auth.invalid");
        assertThat(answers.toList()).startsWith(422, 422, 422).endsWith(401, 401);
    }

    @Test
    void letsEachRecoveryCodeInOnce() {
        var user = secured("lost");
        var code = user.recoveryCodes().iterator().next();

        var first = finish(api.tryLogin(user.login().username(), Api.PASSWORD), code);
        var again = finish(api.tryLogin(user.login().username(), Api.PASSWORD), code);
        var state = api.get("/auth/second-factor", first.text("accessToken")).json();

        assertThat(user.recoveryCodes()).hasSize(10).allMatch(c -> c.length() == 27);
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.code()).isEqualTo("validation.failed");
        assertThat(state.path("totp").asBoolean()).isTrue();
        assertThat(state.path("recoveryCodesLeft").asInt()).isEqualTo(9);
        assertThat(state.path("required").asBoolean()).isFalse();
    }

    @Test
    void isChangedOnlyByWhoKnowsThePassword() {
        var user = secured("owner");
        var token = user.login().accessToken();
        var right = "{\"password\":\"" + Api.PASSWORD + "\"}";

        var second = api.post("/auth/second-factor/totp", Map.of(), token);
        var wrong = api.send("DELETE", "/auth/second-factor/totp", "{\"password\":\"x\"}", token);
        var codes = api.send("POST", "/auth/second-factor/recovery-codes", right, token);
        var removed = api.send("DELETE", "/auth/second-factor/totp", right, token);
        var login = api.tryLogin(user.login().username(), Api.PASSWORD);

        assertThat(second.code()).isEqualTo("conflict");
        assertThat(wrong.code()).isEqualTo("validation.failed");
        assertThat(codes.json().path("recoveryCodes").size()).isEqualTo(10);
        assertThat(removed.status()).isEqualTo(204);
        assertThat(login.status()).isEqualTo(200);
    }

    @Test
    void isRemovedByAnAdminForWhoLostIt() {
        var user = secured("stranded");
        var path = "/admin/users/" + user.login().id() + "/second-factor";
        var admin = api.admin().accessToken();

        var byOwner = api.send("DELETE", path + "?reason=x", "", user.login().accessToken());
        var without = api.send("DELETE", path, "", admin);
        var removed = api.send("DELETE", path + "?reason=lost%20phone", "", admin);
        var again = api.send("DELETE", path + "?reason=lost%20phone", "", admin);

        assertThat(byOwner.code()).isEqualTo("role.required");
        assertThat(without.status()).isBetween(400, 422);
        assertThat(removed.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(404);
        assertThat(api.get("/me", user.login().accessToken()).code()).isEqualTo("auth.revoked");
        var audit = api.get("/admin/audit?subject=" + user.login().id(), admin).json();
        assertThat(audit.at("/items/0/action").asString()).isEqualTo("second.factor.removed");
        assertThat(audit.at("/items/0/reason").asString()).isEqualTo("lost phone");
        assertThat(api.tryLogin(user.login().username(), Api.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void isNotAskedOfWhoIsBanned() {
        var user = secured("banned");
        var half = api.tryLogin(user.login().username(), Api.PASSWORD);

        var banned =
                api.send(
                        "PUT",
                        "/admin/users/" + user.login().id() + "/ban",
                        "{\"reason\":\"spam\"}",
                        api.admin().accessToken());
        clock.pass(Duration.ofSeconds(31));

        assertThat(banned.status()).isEqualTo(200);
        assertThat(finish(half, user.app().code()).code()).isEqualTo("auth.revoked");
        assertThat(api.tryLogin(user.login().username(), Api.PASSWORD).code())
                .isEqualTo("auth.revoked");
    }

    @Test
    void doesNotCountBeforeItWasConfirmed() {
        var user = api.newUser("undecided");
        api.post("/auth/second-factor/totp", Map.of(), user.accessToken());

        var confirmed =
                api.post(
                        "/auth/second-factor/totp/confirm",
                        Map.of("code", "000000"),
                        user.accessToken());

        assertThat(confirmed.code()).isEqualTo("validation.failed");
        assertThat(api.tryLogin(user.username(), Api.PASSWORD).status()).isEqualTo(200);
    }

    private Secured secured(String start) {
        var login = api.newUser(start);
        var enrollment = api.post("/auth/second-factor/totp", Map.of(), login.accessToken());
        var app = new Authenticator(enrollment.text("secret"), clock);
        var confirmed =
                api.post(
                        "/auth/second-factor/totp/confirm",
                        Map.of("code", app.code()),
                        login.accessToken());
        assertThat(confirmed.status()).isEqualTo(200);
        var codes = new HashSet<String>();
        confirmed.json().path("recoveryCodes").forEach(code -> codes.add(code.asString()));
        return new Secured(login, app, codes);
    }

    private Api.Answer finish(Api.Answer half, String code) {
        return api.post(
                "/auth/login/second-factor",
                Map.of("mfaToken", half.text("mfaToken"), "code", code),
                "");
    }
}
