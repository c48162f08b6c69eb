package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.user.Api.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@UserServiceTest
class SessionsTest {

    /** Longer than tabs refresh side by side. */
    private static final Duration LATER = Duration.ofMinutes(3);

    @Autowired Api api;
    @Autowired MovableClock clock;

    @Test
    void refreshesWithAnotherTokenEachTime() {
        var login = api.newUser("refresh");

        var first = Login.of(api.refresh(login.refreshToken()));
        var second = Login.of(api.refresh(first.refreshToken()));

        assertThat(first.refreshToken()).isNotEqualTo(login.refreshToken());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(api.get("/me", second.accessToken()).text("id")).isEqualTo(login.id());
    }

    @Test
    void givesAStormOfTabsOneSuccessor() {
        var login = api.newUser("tabs");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 20)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () -> api.refresh(login.refreshToken()),
                                                    threads))
                            .toList();
            var successors =
                    asked.stream()
                            .map(answer -> Login.of(answer.join()).refreshToken())
                            .collect(Collectors.toSet());

            assertThat(successors).hasSize(1);
            assertThat(api.refresh(successors.iterator().next()).status()).isEqualTo(200);
        }
    }

    @Test
    void givesTheSameSuccessorToWhoLostTheAnswerHoweverLateTheyAskAgain() {
        var login = api.newUser("train");
        var lost = Login.of(api.refresh(login.refreshToken()));
        clock.pass(Duration.ofHours(8));

        var again = Login.of(api.refresh(login.refreshToken()));

        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        assertThat(api.get("/me", again.accessToken()).text("id")).isEqualTo(login.id());
        assertThat(api.refresh(again.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void endsTheSessionWhenAReplacedTokenComesBackAfterItsSuccessorWasUsed() {
        var login = api.newUser("thief");
        var next = Login.of(api.refresh(login.refreshToken()));
        clock.pass(LATER);
        var last = Login.of(api.refresh(next.refreshToken()));

        var reused = api.refresh(login.refreshToken());

        assertThat(reused.code()).isEqualTo("auth.revoked");
        assertThat(api.refresh(last.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.get("/me", last.accessToken()).code()).isEqualTo("auth.revoked");
    }

    @Test
    void endsTheSessionOfAThiefWhoFollowsOneStepBehind() {
        var login = api.newUser("shadow");
        var stolen = login.refreshToken();
        var owner = login.refreshToken();
        var codes = new ArrayList<String>();

        while (codes.size() < 10 && !codes.contains("auth.revoked")) {
            owner = Login.of(api.refresh(owner)).refreshToken();
            clock.pass(LATER);
            var answer = api.refresh(stolen);
            codes.add(answer.status() == 200 ? "ok" : answer.code());
            stolen = owner;
        }

        assertThat(codes).containsExactly("ok", "ok", "ok", "ok", "ok", "auth.revoked");
        assertThat(api.refresh(owner).code()).isEqualTo("auth.revoked");
    }

    @Test
    void keepsTheSessionOfAClientThatLosesAnswersNowAndThen() {
        var token = api.newUser("tunnel").refreshToken();

        for (int i = 0; i < 12; i++) {
            var next = Login.of(api.refresh(token));
            if (i % 3 != 2) {
                clock.pass(LATER);
                // Any number of repeats of one rotation are one lost answer
                api.refresh(token);
                clock.pass(LATER);
                next = Login.of(api.refresh(token));
            }
            token = next.refreshToken();
        }

        assertThat(api.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void raceOfARepeatAndTheUseOfTheSuccessorEndsWithOneOfTwoAnswers() {
        var login = api.newUser("race");
        var next = Login.of(api.refresh(login.refreshToken())).refreshToken();
        clock.pass(LATER);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var repeat =
                    CompletableFuture.supplyAsync(() -> api.refresh(login.refreshToken()), threads);
            var use = CompletableFuture.supplyAsync(() -> api.refresh(next), threads);

            if (repeat.join().status() == 200) {
                // It came first, and so it changed nothing for the other
                assertThat(Login.of(repeat.join()).refreshToken()).isEqualTo(next);
                assertThat(use.join().status()).isEqualTo(200);
            } else {
                // The successor was used before, and the family has ended
                assertThat(repeat.join().code()).isEqualTo("auth.revoked");
                assertThat(api.refresh(next).code()).isEqualTo("auth.revoked");
            }
        }
    }

    @Test
    void endsTheSessionWhenATokenFromBeforeTheLastComesBackAtOnce() {
        var login = api.newUser("older");
        var first = Login.of(api.refresh(login.refreshToken()));
        var second = Login.of(api.refresh(first.refreshToken()));

        assertThat(api.refresh(login.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.refresh(second.refreshToken()).code()).isEqualTo("auth.revoked");
    }

    @Test
    void leavesASessionAloneWhenSomebodyGuesses() {
        var login = api.newUser("guessed");
        var other = api.newUser("guesser");
        // The session's id of one, the rest of another: what somebody who saw an id could send
        var forged = login.refreshToken().substring(0, 20) + other.refreshToken().substring(20);

        assertThat(api.refresh(forged).code()).isEqualTo("auth.invalid");
        assertThat(api.refresh("x".repeat(86)).code()).isEqualTo("auth.invalid");
        assertThat(api.refresh(login.accessToken().substring(0, 86)).code())
                .isEqualTo("auth.invalid");
        assertThat(api.refresh(login.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void forgetsASessionAfterThirtyDays() {
        var login = api.newUser("old");
        clock.pass(Duration.ofDays(30));

        assertThat(api.refresh(login.refreshToken()).code()).isEqualTo("auth.revoked");
    }

    @Test
    void refusesAnExpiredAccessTokenByName() {
        var login = api.newUser("late");
        clock.pass(Duration.ofMinutes(5));

        assertThat(api.get("/me", login.accessToken()).code()).isEqualTo("auth.expired");
        assertThat(api.refresh(login.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void logsOutByEitherToken() {
        var one = api.newUser("logout");
        var other = api.login(one.username());

        var byRefresh = api.post("/auth/logout", Map.of("refreshToken", one.refreshToken()), "");
        var byAccess = api.send("POST", "/auth/logout", "{}", other.accessToken());

        assertThat(byRefresh.status()).isEqualTo(204);
        assertThat(byAccess.status()).isEqualTo(204);
        assertThat(api.refresh(one.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.refresh(other.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.send("POST", "/auth/logout", "{}", "").code()).isEqualTo("auth.missing");
    }

    @Test
    void listsAndEndsOnlyOnesOwnSessions() {
        var one = api.newUser("mine");
        var second = api.login(one.username());
        var stranger = api.newUser("stranger");
        var sessions = api.get("/auth/sessions", second.accessToken()).json().path("items");
        var first =
                sessions.valueStream()
                        .filter(session -> !session.path("current").asBoolean())
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();

        var byStranger = api.send("DELETE", "/auth/sessions/" + first, "", stranger.accessToken());
        var byOwner = api.send("DELETE", "/auth/sessions/" + first, "", second.accessToken());

        assertThat(sessions.size()).isEqualTo(2);
        assertThat(byStranger.code()).isEqualTo("not.found");
        assertThat(byOwner.status()).isEqualTo(204);
        assertThat(api.get("/me", one.accessToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.get("/me", second.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void endsTheOtherSessionsWhenThePasswordChanges() {
        var one = api.newUser("password");
        var other = api.login(one.username());

        var wrong = change(one, "not the password");
        var changed = change(one, Api.PASSWORD);

        assertThat(wrong.code()).isEqualTo("validation.failed");
        assertThat(changed.status()).isEqualTo(204);
        assertThat(api.get("/me", one.accessToken()).status()).isEqualTo(200);
        assertThat(api.refresh(other.refreshToken()).code()).isEqualTo("auth.revoked");
        assertThat(api.tryLogin(one.username(), Api.PASSWORD).status()).isEqualTo(401);
        assertThat(api.tryLogin(one.username(), "another one").status()).isEqualTo(200);
    }

    @Test
    void spendsATicketOnce() {
        var login = api.newUser("ticket");
        var ticket = ticketOf(login);

        var first = redeem(ticket);
        var second = redeem(ticket);

        assertThat(first.text("userId")).isEqualTo(login.id());
        assertThat(first.text("username")).isEqualTo(login.username());
        assertThat(first.text("role")).isEqualTo("USER");
        assertThat(first.json().has("sessionId") && first.json().has("expiresAt")).isTrue();
        assertThat(second.status()).isEqualTo(404);
    }

    @Test
    void refusesATicketThatIsOldOrOfAnEndedSession() {
        var login = api.newUser("ticket");
        var old = ticketOf(login);
        clock.pass(Duration.ofSeconds(30));
        var ended = ticketOf(login);
        api.send("POST", "/auth/logout", "{}", login.accessToken());

        assertThat(redeem(old).status()).isEqualTo(404);
        assertThat(redeem(ended).status()).isEqualTo(404);
        assertThat(redeem("nonsense").status()).isEqualTo(404);
    }

    private Api.Answer change(Login login, String current) {
        return api.post(
                "/auth/password/change",
                Map.of("currentPassword", current, "newPassword", "another one"),
                login.accessToken());
    }

    private String ticketOf(Login login) {
        return api.send("POST", "/auth/ticket", "", login.accessToken()).text("ticket");
    }

    private Api.Answer redeem(String ticket) {
        return api.asService("POST", "/internal/tickets/redeem", "{\"ticket\":\"" + ticket + "\"}");
    }
}
