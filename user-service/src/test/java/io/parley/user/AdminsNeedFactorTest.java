package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.user.factor.Authenticator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@UserServiceTest
@TestPropertySource(properties = "PARLEY_ADMINS_NEED_SECOND_FACTOR=true")
class AdminsNeedFactorTest {

    @Autowired Api api;
    @Autowired MovableClock clock;

    @Test
    void setsAnAdminsSecondFactorUpAtLogin() {
        var half = api.tryLogin(Api.ADMIN, Api.PASSWORD);
        var app = new Authenticator(half.json().at("/enrollment/secret").asString(), clock);
        var wrong = finish(half, "000000");
        var done = finish(half, app.code());
        clock.pass(Duration.ofSeconds(31));
        var next = api.tryLogin(Api.ADMIN, Api.PASSWORD);
        var nextDone = finish(next, app.code());
        var state = api.get("/auth/second-factor", nextDone.text("accessToken")).json();
        // Tests that share the database do without
        var removed =
                api.send(
                        "DELETE",
                        "/auth/second-factor/totp",
                        "{\"password\":\"" + Api.PASSWORD + "\"}",
                        nextDone.text("accessToken"));

        assertThat(half.status()).isEqualTo(202);
        assertThat(half.json().path("methods").size()).isZero();
        assertThat(half.json().at("/enrollment/uri").asString()).startsWith("otpauth://totp/");
        assertThat(wrong.code()).isEqualTo("validation.failed");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("recoveryCodes").size()).isEqualTo(10);
        assertThat(next.json().has("enrollment")).isFalse();
        assertThat(nextDone.status()).isEqualTo(200);
        assertThat(state.path("required").asBoolean()).isTrue();
        assertThat(removed.status()).isEqualTo(204);
    }

    @Test
    void asksNothingOfUsers() {
        assertThat(api.newUser("plain").accessToken()).isNotEmpty();
    }

    private Api.Answer finish(Api.Answer half, String code) {
        return api.post(
                "/auth/login/second-factor",
                Map.of("mfaToken", half.text("mfaToken"), "code", code),
                "");
    }
}
