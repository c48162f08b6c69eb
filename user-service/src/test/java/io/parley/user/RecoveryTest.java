package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@InvitedOnly
class RecoveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NEW = "juniper berries";
    private static final Pattern LINK =
            Pattern.compile("https://chat\\.example\\.org/#/reset-password/([A-Za-z0-9_-]{43})\\s");

    @Autowired Api api;
    @Autowired MovableClock clock;

    @Test
    void setsANewPasswordByAMailedLinkThatWorksOnce() {
        var user = newUser("forgetful");

        var asked = forgot(user.username());
        var token = mailedToken(user.username());
        var common = reset(token, "Password123");
        var done = reset(token, NEW);
        var again = reset(token, "another juniper");

        assertThat(asked.status()).isEqualTo(202);
        assertThat(common.json().path("fields").findValuesAsString("name"))
                .containsExactly("password");
        assertThat(done.status()).isEqualTo(204);
        assertThat(again.json().path("fields").findValuesAsString("name")).containsExactly("token");
        assertThat(api.get("/me", user.accessToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.refresh(user.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.tryLogin(user.username(), Api.PASSWORD).status()).isEqualTo(401);
        assertThat(api.tryLogin(user.username(), NEW).status()).isEqualTo(200);
    }

    @Test
    void answersTheSameForPeopleWhoDoNotExist() {
        var user = newUser("exists");

        var known = forgot(user.username());
        var unknown = forgot(Api.newName("nobody"));
        var impossible = forgot("no such name!");

        assertThat(List.of(unknown.status(), impossible.status())).containsOnly(known.status());
        assertThat(unknown.raw().body()).isEqualTo(known.raw().body());
        assertThat(impossible.raw().body()).isEqualTo(known.raw().body());
    }

    @Test
    void sendsNoMoreThanAFewLettersInAWhile() {
        var user = newUser("flooded");
        var other = newUser("after-flood");

        for (int i = 0; i < 12; i++) {
            forgot(user.username());
        }
        forgot(other.username());
        await().atMost(PATIENCE).until(() -> letters(other.username()).size() == 1);

        // Letters are sent side by side, so that those in the act are not counted yet
        assertThat(letters(user.username())).hasSizeBetween(1, 7);
    }

    @Test
    void letsALinkRunOut() {
        var user = newUser("slow");
        forgot(user.username());
        var token = mailedToken(user.username());

        clock.pass(Duration.ofMinutes(31));

        assertThat(reset(token, NEW).status()).isEqualTo(422);
    }

    @Test
    void letsAnAdminHandOutALink() {
        var user = newUser("helped");
        var path = "/admin/users/" + user.id() + "/password-reset";
        var admin = api.admin().accessToken();

        var issued = api.post(path, Map.of("reason", "asked on the phone"), admin);
        var url = issued.text("url");
        var done = reset(url.substring(url.lastIndexOf('/') + 1), NEW);

        assertThat(url).startsWith("https://chat.example.org/#/reset-password/");
        assertThat(issued.json().path("expiresAt").asString()).endsWith("Z");
        assertThat(done.status()).isEqualTo(204);
        assertThat(api.tryLogin(user.username(), NEW).status()).isEqualTo(200);
        var audit = api.get("/admin/audit?subject=" + user.id(), admin).json();
        assertThat(audit.at("/items/0/action").asString()).isEqualTo("password.reset.issued");
        assertThat(audit.at("/items/0/reason").asString()).isEqualTo("asked on the phone");
        assertThat(api.post(path, Map.of(), admin).status()).isEqualTo(422);
        assertThat(api.post(path, Map.of("reason", "x"), newUser("curious").accessToken()).code())
                .isEqualTo("role.required");
    }

    @Test
    void changesTheAddressOfMailOnlyForWhoKnowsThePassword() {
        var user = newUser("mover");
        var next = "{\"email\":\"new@example.org\",\"currentPassword\":\"%s\"}";

        var blind = api.send("PATCH", "/me", "{\"email\":\"a@example.org\"}", user.accessToken());
        var wrong = api.send("PATCH", "/me", next.formatted("wrong"), user.accessToken());
        var right = api.send("PATCH", "/me", next.formatted(Api.PASSWORD), user.accessToken());
        var bad = api.send("PATCH", "/me", "{\"email\":\"nowhere\"}", user.accessToken());

        assertThat(blind.status()).isEqualTo(422);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(right.text("email")).isEqualTo("new@example.org");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(api.get("/me", user.accessToken()).text("email")).isEqualTo("new@example.org");
    }

    private Api.Login newUser(String start) {
        var name = Api.newName(start);
        var code = api.post("/admin/invitations", Map.of(), api.admin().accessToken()).text("code");
        var body =
                Map.of(
                        "username",
                        name,
                        "password",
                        Api.PASSWORD,
                        "email",
                        name + "@example.org",
                        "invitation",
                        code);
        assertThat(api.post("/auth/register", body, "").status()).isEqualTo(201);
        return api.login(name);
    }

    private Api.Answer forgot(String name) {
        return api.post("/auth/password/forgot", Map.of("username", name), "");
    }

    private Api.Answer reset(String token, String password) {
        return api.post("/auth/password/reset", Map.of("token", token, "password", password), "");
    }

    private static String mailedToken(String name) {
        await().atMost(PATIENCE).until(() -> !letters(name).isEmpty());
        var text = text(letters(name).getFirst());
        var link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    private static List<Path> letters(String name) {
        try (var files = Files.list(Path.of("target", "test-mail"))) {
            return files.filter(file -> file.toString().contains("-" + name + "@")).toList();
        } catch (IOException notYet) {
            return List.of();
        }
    }

    private static String text(Path letter) {
        try (var file = Files.newInputStream(letter)) {
            return new MimeMessage(null, file).getContent().toString();
        } catch (IOException | MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
