package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@UserServiceTest
class LockoutTest {

    private static final String STRANGER = "198.51.100.7";
    private static final String OTHER_STRANGER = "198.51.100.8";
    private static final String WRONG = "not the password";

    /** After so many failures the wait is 128 s, which no slow machine spends between two tries. */
    private static final int LONG_WAIT = 12;

    @Autowired Api api;
    @Autowired MovableClock clock;

    @Test
    void makesWhoGuessesWaitEvenWithTheRightPassword() {
        var user = api.newUser("guessed").username();
        guess(user, STRANGER, LONG_WAIT);

        var refused = api.tryLogin(user, Api.PASSWORD, STRANGER);
        var elsewhere = api.tryLogin(user, Api.PASSWORD, OTHER_STRANGER);
        clock.pass(Duration.ofMinutes(16));
        var later = api.tryLogin(user, Api.PASSWORD, STRANGER);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate.limited");
        assertThat(refused.json().path("retryAfterMs").asLong()).isBetween(1L, 128_000L);
        assertThat(refused.raw().headers().firstValue("Retry-After")).isPresent();
        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(later.status()).isEqualTo(200);
    }

    @Test
    void doesNotSlowTheOwnerDownWhileTheWorldGuesses() {
        var user = api.newUser("famous").username();
        IntStream.range(0, 30).forEach(i -> guess(user, "203.0.113." + i, 1));

        var newcomer = api.tryLogin(user, Api.PASSWORD, "192.0.2.200");
        var owner = api.tryLogin(user, Api.PASSWORD);

        assertThat(newcomer.code()).isEqualTo("rate.limited");
        assertThat(newcomer.json().path("retryAfterMs").asLong()).isBetween(1L, 60_000L);
        assertThat(owner.status()).isEqualTo(200);
    }

    @Test
    void treatsNamesThatNobodyHasAlike() {
        var user = api.newUser("exists").username();
        var nobody = Api.newName("nobody-there");
        guess(user, STRANGER, LONG_WAIT);
        var forUser = api.tryLogin(user, WRONG, STRANGER);
        guess(nobody, STRANGER, LONG_WAIT);
        var forNobody = api.tryLogin(nobody.toUpperCase(Locale.ROOT), WRONG, STRANGER);

        assertThat(forNobody.status()).isEqualTo(forUser.status()).isEqualTo(429);
        assertThat(forNobody.text("detail")).isEqualTo(forUser.text("detail"));
    }

    @Test
    void makesAStrangeAddressWaitThatTriesOneNameAfterTheOther() {
        var user = api.newUser("sprayed").username();
        var sprayer = "198.51.100.99";
        for (int i = 0; i < 30; i++) {
            assertThat(api.tryLogin(Api.newName("spray"), WRONG, sprayer).status()).isEqualTo(401);
        }

        var nobody = api.tryLogin(Api.newName("spray"), WRONG, sprayer);
        var somebody = api.tryLogin(user, Api.PASSWORD, sprayer);
        var elsewhere = api.tryLogin(user, Api.PASSWORD, "198.51.100.98");

        assertThat(nobody.code()).isEqualTo("rate.limited");
        assertThat(somebody.code()).isEqualTo("rate.limited");
        assertThat(elsewhere.status()).isEqualTo(200);
    }

    @Test
    void countsGuessesAtThePasswordOfWhoIsSignedInToo() {
        var user = api.newUser("stolen");
        var body = "{\"currentPassword\":\"wrong\",\"newPassword\":\"juniper berries\"}";

        var answers =
                IntStream.range(0, 12)
                        .mapToObj(
                                i ->
                                        api.send(
                                                "POST",
                                                "/auth/password/change",
                                                body,
                                                user.accessToken()))
                        .map(Api.Answer::status)
                        .toList();

        assertThat(answers).contains(422, 429);
    }

    /** So many wrong passwords, with the waits between them at once. */
    private void guess(String user, String from, int times) {
        int wrong = 0;
        for (int tries = 0; wrong < times; tries++) {
            assertThat(tries).isLessThan(10 * times + 10);
            var answer = api.tryLogin(user, WRONG, from);
            if (answer.status() == 401) {
                wrong++;
            } else {
                clock.pass(Duration.ofMillis(answer.json().path("retryAfterMs").asLong()));
            }
        }
    }
}
