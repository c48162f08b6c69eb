package io.parley.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.user.access.ClientAddress;
import io.parley.user.guard.Familiarity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

    private static final TurnQueue.Place HOME =
            new TurnQueue.Place(Familiarity.OWN, new ClientAddress("192.0.2.1"));

    private final PasswordHasher hasher =
            new PasswordHasher(new PasswordSettings(1, 2), new SimpleMeterRegistry());

    @Test
    void knowsAPasswordHoweverItsAccentsWereTyped() {
        var hash = hasher.hash(Password.attempt("caf\u00e9 au lait"), HOME);

        assertThat(hash.orElseThrow()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.matches(Password.attempt("cafe\u0301 au lait"), hash, HOME))
                .hasValue(true);
        assertThat(hasher.matches(Password.attempt("cafe au lait"), hash, HOME)).hasValue(false);
    }

    @Test
    void saysNoForNobodyEvenToNobodysPassword() {
        var attempt = Password.attempt("nobody has this password");

        assertThat(hasher.matches(attempt, Optional.empty(), HOME)).hasValue(false);
    }

    @Test
    void turnsAwayWhoeverFindsTheQueueFull() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () ->
                                                            hasher.hash(
                                                                    Password.attempt("storm"),
                                                                    HOME),
                                                    threads))
                            .toList();
            var answers = asked.stream().map(CompletableFuture::join).toList();

            assertThat(answers).anyMatch(Optional::isPresent).anyMatch(Optional::isEmpty);
            assertThat(hasher.hash(Password.attempt("after the storm"), HOME)).isPresent();
        }
    }

    @Test
    void servesAFamiliarAddressThroughAFloodOfStrangeOnes() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var over = new AtomicBoolean();
            var flood =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i -> CompletableFuture.runAsync(() -> flood(i, over), threads))
                            .toList();

            var answers =
                    IntStream.range(0, 5)
                            .mapToObj(i -> hasher.hash(Password.attempt("right"), HOME))
                            .toList();
            over.set(true);
            flood.forEach(CompletableFuture::join);

            assertThat(answers).allMatch(Optional::isPresent);
        }
    }

    private void flood(int i, AtomicBoolean over) {
        var place =
                new TurnQueue.Place(Familiarity.STRANGE, new ClientAddress("198.51.100." + i % 5));
        while (!over.get()) {
            var _ = hasher.hash(Password.attempt("wrong"), place);
        }
    }
}
