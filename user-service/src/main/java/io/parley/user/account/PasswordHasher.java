package io.parley.user.account;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id on a few threads of its own, so that a storm of logins can fill neither the heap nor the
 * carriers of the virtual threads. The queue is bounded in length and in waiting time; who does not
 * get a turn gets an empty answer.
 */
@Component
class PasswordHasher {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final long LONGEST_WAIT_MS = 3_000;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final String hashOfNobody = argon2.encode("nobody has this password");
    private final ThreadPoolExecutor threads;

    PasswordHasher(PasswordSettings settings, MeterRegistry registry) {
        int count = settings.effectiveThreads();
        threads =
                new ThreadPoolExecutor(
                        count,
                        count,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(settings.queue()),
                        Thread.ofPlatform().name("password-", 0).factory());
        registry.gaugeCollectionSize("parley.passwords.waiting", List.of(), threads.getQueue());
    }

    Optional<String> hash(Password password) {
        return turn(() -> argon2.encode(password.value()));
    }

    /** Without a turn: for the start of the service, when nobody logs in yet. */
    String hashAtStart(Password password) {
        return argon2.encode(password.value());
    }

    /** Where there is no such account, takes the time it would have taken, and says no. */
    Optional<Boolean> matches(Password attempt, Optional<String> hash) {
        return turn(
                () ->
                        argon2.matches(attempt.value(), hash.orElse(hashOfNobody))
                                && hash.isPresent());
    }

    private <T> Optional<T> turn(Callable<T> work) {
        try {
            var turn = threads.submit(work);
            try {
                return Optional.of(turn.get(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException tooLate) {
                turn.cancel(false);
                threads.purge();
                return Optional.empty();
            }
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("Argon2 failed", bug.getCause());
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
