package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.issuer.Issuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Sign-in by a real issuer, for people of a company where nobody else can register. */
@UserServiceTest
@TestPropertySource(
        properties = {
            "PARLEY_REGISTRATION=closed",
            "PARLEY_PUBLIC_URL=http://localhost:4711",
            "PARLEY_OIDC_CLIENT_ID=" + Issuer.CLIENT,
            "PARLEY_OIDC_CLIENT_SECRET=" + Issuer.SECRET,
            "PARLEY_OIDC_NAME=Example Inc.",
            "PARLEY_OIDC_ADMIN_CLAIM=groups=chat-admins"
        })
class ExternalSignInTest {

    private static final String CALLBACK = "http://localhost:4711/api/v1/auth/oidc/callback";
    private static final HttpClient BROWSER =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Issuer ISSUER = Issuer.start(CALLBACK);

    @Autowired Api api;
    @Autowired MovableClock clock;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry settings) {
        settings.add("PARLEY_OIDC_ISSUER", ISSUER::url);
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    private record Started(String address, String cookie) {}

    @Test
    void offersItAndNothingElse() {
        var options = api.get("/auth/options", "").json();
        var register =
                api.post(
                        "/auth/register",
                        Map.of("username", Api.newName("stranger"), "password", Api.PASSWORD),
                        "");

        assertThat(options.path("registration").asString()).isEqualTo("closed");
        assertThat(options.path("passwordReset").asBoolean()).isFalse();
        assertThat(options.at("/identityProvider/name").asString()).isEqualTo("Example Inc.");
        assertThat(options.at("/identityProvider/startUrl").asString())
                .isEqualTo("/api/v1/auth/oidc/start");
        assertThat(register.code()).isEqualTo("policy.denied");
    }

    @Test
    void makesAnAccountAtTheFirstSignInAndFindsItAtTheNext() {
        var first = signIn("worker");
        var next = signIn("worker");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().at("/user/username").asString()).startsWith("worker");
        assertThat(first.json().at("/user/displayName").asString()).isEqualTo("Wanda Worker");
        assertThat(first.json().at("/user/role").asString()).isEqualTo("USER");
        assertThat(next.json().at("/user/id")).isEqualTo(first.json().at("/user/id"));
        assertThat(api.get("/me", next.text("accessToken")).status()).isEqualTo(200);
        assertThat(api.refresh(next.text("refreshToken")).status()).isEqualTo(200);
    }

    @Test
    void makesWhoHasTheClaimAnAdmin() {
        assertThat(signIn("chief").json().at("/user/role").asString()).isEqualTo("ADMIN");
    }

    @Test
    void followsWhatTheIssuerSaysAtEachSignIn() {
        var worker = signIn("worker").json().at("/user/id").asString();
        var chief = signIn("chief").json().at("/user/id").asString();
        role(worker, "ADMIN");
        role(chief, "USER");

        assertThat(signIn("worker").json().at("/user/role").asString()).isEqualTo("USER");
        assertThat(signIn("chief").json().at("/user/role").asString()).isEqualTo("ADMIN");
        var audit = api.get("/admin/audit?subject=" + chief, api.admin().accessToken()).json();
        assertThat(audit.at("/items/0/details/to").asString()).isEqualTo("ADMIN");
        assertThat(audit.at("/items/0").has("actor")).isFalse();
    }

    private void role(String user, String role) {
        var answer =
                api.send(
                        "PUT",
                        "/admin/users/" + user + "/role",
                        "{\"role\":\"%s\",\"reason\":\"tried\"}".formatted(role),
                        api.admin().accessToken());
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void neverLinksPeopleByTheirNames() {
        var worker = signIn("worker");
        var namesake = signIn("namesake");

        assertThat(namesake.json().at("/user/id")).isNotEqualTo(worker.json().at("/user/id"));
        assertThat(namesake.json().at("/user/username"))
                .isNotEqualTo(worker.json().at("/user/username"));
    }

    @Test
    void givesNoPasswordToWhoSignsInElsewhere() {
        var worker = signIn("worker");
        var username = worker.json().at("/user/username").asString();
        var reset = "/admin/users/" + worker.json().at("/user/id").asString() + "/password-reset";

        var byPassword = api.tryLogin(username, "");
        var link = api.post(reset, Map.of("reason", "asked"), api.admin().accessToken());
        var factor = api.post("/auth/second-factor/totp", Map.of(), worker.text("accessToken"));

        assertThat(byPassword.status()).isEqualTo(401);
        assertThat(link.code()).isEqualTo("conflict");
        assertThat(factor.code()).isEqualTo("conflict");
    }

    @Test
    void answersOnlyTheBrowserThatBegan() {
        var mine = start();
        var others = start();
        var back = atIssuer(mine.address(), "worker");

        var stolen = callback(back, others.cookie());
        var without = callback(back, "");
        var arrived = callback(back, mine.cookie());
        var twice = callback(back, mine.cookie());
        var code = code(arrived);

        assertThat(stolen).endsWith("/?signInFailed=expired");
        assertThat(without).endsWith("/?signInFailed=expired");
        assertThat(arrived).startsWith("http://localhost:4711/?signedIn=");
        assertThat(twice).endsWith("/?signInFailed=expired");
        assertThat(token(code, others.cookie()).code()).isEqualTo("auth.invalid");
        assertThat(token(code, mine.cookie()).status()).isEqualTo(200);
        assertThat(token(code, mine.cookie()).code()).isEqualTo("auth.invalid");
    }

    @Test
    void letsTheCodeRunOut() {
        var mine = start();
        var code = code(callback(atIssuer(mine.address(), "worker"), mine.cookie()));

        clock.pass(Duration.ofSeconds(31));

        assertThat(token(code, mine.cookie()).code()).isEqualTo("auth.invalid");
    }

    @Test
    void saysWhyNothingCameOfIt() {
        var denied = start();
        var guessed = start();
        var stateOfDenied = parameter(denied.address(), "state");
        var stateOfGuessed = parameter(guessed.address(), "state");

        assertThat(callback("?error=access_denied&state=" + stateOfDenied, denied.cookie()))
                .endsWith("/?signInFailed=denied");
        assertThat(callback("?code=guess&state=" + stateOfGuessed, guessed.cookie()))
                .endsWith("/?signInFailed=refused");
    }

    private Api.Answer signIn(String name) {
        var started = start();
        var arrived = callback(atIssuer(started.address(), name), started.cookie());
        return token(code(arrived), started.cookie());
    }

    private Started start() {
        var answer = api.get("/auth/oidc/start", "");
        assertThat(answer.status()).isEqualTo(302);
        var cookie = answer.raw().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
        return new Started(
                answer.raw().headers().firstValue("Location").orElseThrow(),
                cookie.substring(0, cookie.indexOf(';')));
    }

    /** The query with which the issuer sends somebody back. */
    private static String atIssuer(String address, String name) {
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", Issuer.basic(name))
                        .header("Accept", "text/html")
                        .build();
        try {
            var answer = BROWSER.send(request, BodyHandlers.ofString());
            var location = answer.headers().firstValue("Location").orElse("none");
            assertThat(location).as(answer.body()).startsWith(CALLBACK + "?code=");
            return location.substring(CALLBACK.length());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Where the browser is sent to. */
    private String callback(String query, String cookie) {
        var request = api.request("/auth/oidc/callback" + query, "");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        var answer = api.send(request.timeout(Duration.ofSeconds(60)).GET());
        assertThat(answer.status()).isEqualTo(302);
        return answer.raw().headers().firstValue("Location").orElseThrow();
    }

    private static String code(String arrived) {
        return arrived.substring(arrived.indexOf('=') + 1);
    }

    private Api.Answer token(String code, String cookie) {
        return api.send(
                api.request("/auth/oidc/token", "")
                        .header("Content-Type", "application/json")
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString("{\"code\":\"" + code + "\"}")));
    }

    private static String parameter(String address, String name) {
        var match = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
        assertThat(match.find()).as(address).isTrue();
        return match.group(1);
    }
}
