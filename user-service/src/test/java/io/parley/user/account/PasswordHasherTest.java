package io.parley.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

    private final PasswordHasher hasher =
            new PasswordHasher(new PasswordSettings(1, 2), new SimpleMeterRegistry());

    @Test
    void knowsAPasswordHoweverItsAccentsWereTyped() {
        var hash = hasher.hash(Password.attempt("caf\u00e9 au lait"));

        assertThat(hash.orElseThrow()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.matches(Password.attempt("cafe\u0301 au lait"), hash)).hasValue(true);
        assertThat(hasher.matches(Password.attempt("cafe au lait"), hash)).hasValue(false);
    }

    @Test
    void saysNoForNobodyEvenToNobodysPassword() {
        var attempt = Password.attempt("nobody has this password");

        assertThat(hasher.matches(attempt, Optional.empty())).hasValue(false);
    }

    @Test
    void turnsAwayWhoeverFindsTheQueueFull() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () -> hasher.hash(Password.attempt("storm")),
                                                    threads))
                            .toList();
            var answers = asked.stream().map(CompletableFuture::join).toList();

            assertThat(answers).anyMatch(Optional::isPresent).anyMatch(Optional::isEmpty);
            assertThat(hasher.hash(Password.attempt("after the storm"))).isPresent();
        }
    }
}
