package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.user.account.People;
import io.parley.user.factor.Authenticator;
import io.parley.user.factor.SecondFactors;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@UserServiceTest
@TestPropertySource(properties = "PARLEY_ADMINS_NEED_SECOND_FACTOR=true")
class AdminsNeedFactorTest {

    @Autowired Api api;
    @Autowired MovableClock clock;
    @Autowired People people;
    @Autowired SecondFactors factors;

    /** Tests that share the database do without. */
    @AfterEach
    void removeIt() {
        people.page(new People.Page(true, Api.ADMIN, "", 1))
                .forEach(admin -> factors.remove(admin.id()));
    }

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
        assertThat(removed.code()).isEqualTo("conflict");
    }

    @Test
    void makesWhoIsPromotedLogInAgainAndSetOneUp() {
        var half = api.tryLogin(Api.ADMIN, Api.PASSWORD);
        var app = new Authenticator(half.json().at("/enrollment/secret").asString(), clock);
        var admin = finish(half, app.code()).text("accessToken");
        var user = api.newUser("promoted");

        var promoted =
                api.send(
                        "PUT",
                        "/admin/users/" + user.id() + "/role",
                        "{\"role\":\"ADMIN\",\"reason\":\"trusted\"}",
                        admin);
        var next = api.tryLogin(user.username(), Api.PASSWORD);

        assertThat(promoted.status()).isEqualTo(200);
        assertThat(api.get("/me", user.accessToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.refresh(user.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(next.status()).isEqualTo(202);
        assertThat(next.json().has("enrollment")).isTrue();
        // Tests that share the database count the admins
        var again =
                api.send(
                        "PUT",
                        "/admin/users/" + user.id() + "/role",
                        "{\"role\":\"USER\",\"reason\":\"tried\"}",
                        admin);
        assertThat(again.status()).isEqualTo(200);
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
