package io.parley.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.model.Role;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import io.parley.test.BrokenOff;
import io.parley.user.Api.Answer;
import io.parley.user.Api.Login;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What admins do to people, and what the log of accounts says about it. */
@UserServiceTest
class AdministrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired Api api;
    @Autowired MovableClock clock;
    @Autowired JdbcClient database;
    @Autowired DataSource pool;

    @Test
    void whatPostgresBreaksOffMayBeTriedAgain() throws SQLException {
        var ann = api.newUser("ann");
        var wanted = "{\"displayName\":\"Ann Other\"}";

        var answer =
                BrokenOff.answer(
                        pool, "account", () -> api.send("PATCH", "/me", wanted, ann.accessToken()));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(api.send("PATCH", "/me", wanted, ann.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void tellsOfANewAccountAndOfItsNewName() {
        var ann = api.newUser("ann");
        api.send("PATCH", "/me", "{\"displayName\":\"Ann Other\"}", ann.accessToken());

        await().atMost(PATIENCE).until(() -> UserLogReader.of(ann.id()).size() == 2);
        var told = UserLogReader.of(ann.id());

        assertThat(told.getFirst())
                .returns(ann.username(), UserSnapshot::displayName)
                .returns(Role.USER, UserSnapshot::role)
                .returns(null, UserSnapshot::bannedUntil);
        assertThat(told.getLast().displayName()).isEqualTo("Ann Other");
        assertThat(told.getLast().version()).isGreaterThan(told.getFirst().version());
    }

    @Test
    void tellsOfSessionsThatEndedAndOfNoneThatWasSeenOff() {
        var ben = api.newUser("ben");
        var second = api.login(ben.username());

        api.post("/auth/logout", Map.of("refreshToken", second.refreshToken()), "");

        awaitTold(ben, told -> told.endedSessions().equals(Set.of(session(second))));
        clock.pass(Duration.ofMinutes(11));
        var third = api.login(ben.username());
        assertThat(api.send("DELETE", "/auth/sessions", "", third.accessToken()).status())
                .isEqualTo(204);
        awaitTold(ben, told -> told.endedSessions().equals(Set.of(session(ben))));
        assertThat(api.get("/me", third.accessToken()).status()).isEqualTo(200);
        api.send("DELETE", "/auth/sessions?all=true", "", third.accessToken());
        assertThat(api.get("/me", third.accessToken()).code()).isEqualTo("auth.revoked");
    }

    @Test
    void bansUntilATimeAndSaysSoOnlyToWhoKnowsThePassword() {
        var admin = api.admin();
        var eve = api.newUser("eve");
        var ticket = api.post("/auth/ticket", Map.of(), eve.accessToken()).text("ticket");
        var until = clock.instant().plus(Duration.ofHours(1));

        var banned = ban(admin, eve, until);

        assertThat(banned.status()).isEqualTo(200);
        assertThat(banned.text("banReason")).isEqualTo("spam");
        assertThat(banned.json().path("liveSessions").asInt()).isZero();
        awaitTold(eve, told -> told.isBanned(clock.instant()));
        assertThat(UserLogReader.last(eve.id()).endedSessions()).contains(session(eve));
        assertThat(api.get("/me", eve.accessToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.refresh(eve.refreshToken()).text("detail")).contains("banned until");
        assertThat(api.tryLogin(eve.username(), Api.PASSWORD))
                .returns("auth.revoked", Answer::code)
                .satisfies(answer -> assertThat(answer.text("detail")).contains("banned until"));
        assertThat(api.tryLogin(eve.username(), "wrong guess").code()).isEqualTo("auth.invalid");
        assertThat(redeem(ticket).status()).isEqualTo(404);

        clock.pass(Duration.ofHours(2));

        assertThat(api.tryLogin(eve.username(), Api.PASSWORD).status()).isEqualTo(200);
        assertThat(view(eve).json().has("bannedUntil")).isFalse();
    }

    @Test
    void bansForEverAndLetsInAgain() {
        var admin = api.admin();
        var eve = api.newUser("eve");
        ban(admin, eve, null);
        assertThat(api.tryLogin(eve.username(), Api.PASSWORD).text("detail"))
                .isEqualTo("This account is banned.");
        assertThat(list("banned=true&q=" + eve.username()).json().path("items").size())
                .isEqualTo(1);

        var unbanned =
                api.send(
                        "DELETE",
                        "/admin/users/" + eve.id() + "/ban?reason=sorry",
                        "",
                        admin.accessToken());

        assertThat(unbanned.status()).isEqualTo(200);
        assertThat(api.tryLogin(eve.username(), Api.PASSWORD).status()).isEqualTo(200);
        awaitTold(eve, told -> told.bannedUntil() == null);
        assertThat(list("banned=true&q=" + eve.username()).json().path("items").size()).isZero();
    }

    @Test
    void promotesAndDemotesAndANewRoleCountsAtOnce() {
        var admin = api.admin();
        var may = api.newUser("may");
        role(admin, may, "ADMIN");
        awaitTold(may, told -> told.role() == Role.ADMIN);
        assertThat(api.get("/admin/users", may.accessToken()).code()).isEqualTo("auth.expired");
        var promoted = Login.of(api.refresh(may.refreshToken()));
        assertThat(api.get("/admin/users", promoted.accessToken()).status()).isEqualTo(200);

        assertThat(role(admin, may, "USER").text("role")).isEqualTo("USER");

        assertThat(api.get("/admin/users", promoted.accessToken()).code())
                .isEqualTo("auth.expired");
        var demoted = Login.of(api.refresh(promoted.refreshToken()));
        assertThat(api.get("/admin/users", demoted.accessToken()).code())
                .isEqualTo("role.required");
        assertThat(ban(demoted, admin, null).code()).isEqualTo("role.required");
    }

    @Test
    void leavesAnAdminWhenTwoDemoteOneAnother() {
        var boss = api.admin();
        var one = promoted(boss, "one");
        var other = promoted(boss, "other");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> role(one, other, "USER"), threads);
            var second = CompletableFuture.supplyAsync(() -> role(other, one, "USER"), threads);

            assertThat(first.join().status() == 200 ^ second.join().status() == 200).isTrue();
        }
        assertThat(role(boss, boss, "USER").code()).isEqualTo("conflict");
        assertThat(ban(boss, boss, null).code()).isEqualTo("conflict");
        // Tests of others count the admins
        role(boss, one, "USER");
        role(boss, other, "USER");
    }

    @Test
    void showsAndRevokesSessions() {
        var admin = api.admin();
        var sue = api.newUser("sue");
        var second = api.login(sue.username());
        var path = "/admin/users/" + sue.id() + "/sessions";
        assertThat(api.get(path, admin.accessToken()).json().path("items").size()).isEqualTo(2);

        var one = api.send("DELETE", path + "/" + session(sue), "", admin.accessToken());

        assertThat(one.status()).isEqualTo(204);
        assertThat(api.get("/me", sue.accessToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.get("/me", second.accessToken()).status()).isEqualTo(200);
        assertThat(api.send("DELETE", path + "/" + session(sue), "", admin.accessToken()).code())
                .isEqualTo("not.found");
        assertThat(api.send("DELETE", path, "", admin.accessToken()).status()).isEqualTo(204);
        assertThat(api.get("/me", second.accessToken()).code()).isEqualTo("auth.revoked");
        awaitTold(sue, told -> told.endedSessions().equals(Set.of(session(sue), session(second))));
    }

    @Test
    void writesDownWhoDidWhatToWhomAndWhy() {
        var admin = api.admin();
        var eve = api.newUser("eve");
        ban(admin, eve, null);
        role(admin, eve, "ADMIN");
        role(admin, eve, "USER");

        var audit = api.get("/admin/audit?subject=" + eve.id(), admin.accessToken()).json();

        assertThat(audit.at("/items/0/action").asString()).isEqualTo("user.role.changed");
        assertThat(audit.at("/items/0/details/from").asString()).isEqualTo("ADMIN");
        assertThat(audit.at("/items/2/action").asString()).isEqualTo("user.banned");
        assertThat(audit.at("/items/2/reason").asString()).isEqualTo("spam");
        assertThat(audit.at("/items/2/actor/username").asString()).isEqualTo(Api.ADMIN);
        assertThat(audit.at("/items/2/subject/id").asString()).isEqualTo(eve.id());
        var first = api.get("/admin/audit?limit=2&subject=" + eve.id(), admin.accessToken());
        var next =
                api.get(
                        "/admin/audit?limit=1&subject="
                                + eve.id()
                                + "&cursor="
                                + first.text("next"),
                        admin.accessToken());
        assertThat(next.json().at("/items/0/action").asString()).isEqualTo("user.banned");
        assertThatThrownBy(() -> database.sql("delete from audit_entry").update())
                .isInstanceOf(UncategorizedSQLException.class)
                .hasMessageContaining("only ever appended");
    }

    @Test
    void refusesWhatIsNotOfTheForm() {
        var admin = api.admin();
        var user = api.newUser("some");
        var nobody = UUID.randomUUID();

        assertThat(ban(admin, user, clock.instant().minusSeconds(1)).code())
                .isEqualTo("validation.failed");
        assertThat(put(admin, user, "/ban", Map.of()).code()).isEqualTo("validation.failed");
        assertThat(put(admin, user, "/ban", Map.of("reason", " ")).code())
                .isEqualTo("validation.failed");
        assertThat(put(admin, user, "/role", Map.of("role", "GOD", "reason", "x")).status())
                .isEqualTo(400);
        assertThat(list("cursor=!").code()).isEqualTo("validation.failed");
        assertThat(list("role=GOD").code()).isEqualTo("validation.failed");
        assertThat(api.get("/admin/audit?action=x", admin.accessToken()).code())
                .isEqualTo("validation.failed");
        assertThat(api.get("/admin/users/" + nobody, admin.accessToken()).code())
                .isEqualTo("user.not.found");
        assertThat(
                        api.send(
                                        "DELETE",
                                        "/admin/users/" + user.id() + "/ban?wait=soon",
                                        "",
                                        admin.accessToken())
                                .code())
                .isEqualTo("validation.failed");
    }

    @Test
    void saysThatAChangeIsAppliedWhereNobodyElseHasToApplyIt() {
        var admin = api.admin();
        var user = api.newUser("some");

        var banned = put(admin, user, "/ban?wait=applied", Map.of("reason", "spam")).json();
        var revoked =
                api.send(
                        "DELETE",
                        "/admin/users/" + user.id() + "/sessions?wait=applied",
                        "",
                        admin.accessToken());

        assertThat(banned.path("applied").asBoolean()).isTrue();
        assertThat(banned.path("username").asString()).isEqualTo(user.username());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.raw().body()).isEqualTo("{\"applied\":true}");
        assertThat(UserLogReader.of(user.id())).hasSizeGreaterThan(2);
    }

    private Login promoted(Login admin, String name) {
        var user = api.newUser(name);
        assertThat(role(admin, user, "ADMIN").status()).isEqualTo(200);
        return Login.of(api.refresh(user.refreshToken()));
    }

    private Answer role(Login admin, Login user, String role) {
        return put(admin, user, "/role", Map.of("role", role, "reason", "trusted"));
    }

    private Answer ban(Login admin, Login user, @Nullable Instant until) {
        return put(
                admin,
                user,
                "/ban",
                until == null
                        ? Map.of("reason", "spam")
                        : Map.of("reason", "spam", "until", until.toString()));
    }

    private Answer put(Login admin, Login user, String what, Map<String, String> body) {
        return api.send(
                "PUT",
                "/admin/users/" + user.id() + what,
                Json.MAPPER.writeValueAsString(body),
                admin.accessToken());
    }

    private Answer view(Login user) {
        return api.get("/admin/users/" + user.id(), api.admin().accessToken());
    }

    private Answer list(String query) {
        return api.get("/admin/users?" + query, api.admin().accessToken());
    }

    private Answer redeem(String ticket) {
        return api.asService(
                "POST", "/internal/tickets/redeem", "{\"ticket\":\"%s\"}".formatted(ticket));
    }

    private static void awaitTold(Login user, Predicate<UserSnapshot> wanted) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            var told = UserLogReader.of(user.id());
                            return !told.isEmpty() && wanted.test(told.getLast());
                        });
    }

    /** From the middle part of the access token. */
    private static UUID session(Login login) {
        var token = login.accessToken();
        var claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        var json = new String(Base64.getUrlDecoder().decode(claims), UTF_8);
        return UUID.fromString(Json.MAPPER.readTree(json).path("sid").asString());
    }
}
