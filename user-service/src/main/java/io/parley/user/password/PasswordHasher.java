package io.parley.user.password;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id on a few threads of its own, so that a storm of logins can fill neither the heap nor the
 * carriers of the virtual threads. Who is next is decided by {@link TurnQueue}, which is bounded in
 * length and in waiting time; who does not get a turn gets an empty answer.
 */
@Component
public class PasswordHasher {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final long LONGEST_WAIT_MS = 3_000;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final String hashOfNobody = argon2.encode("nobody has this password");
    private final TurnQueue queue;
    private final List<Thread> workers;

    PasswordHasher(PasswordSettings settings, MeterRegistry registry) {
        int count = settings.effectiveThreads();
        queue = new TurnQueue(settings.queue(), count);
        workers =
                IntStream.range(0, count)
                        .mapToObj(i -> Thread.ofPlatform().name("password-" + i).start(this::work))
                        .toList();
        registry.gauge("parley.passwords.waiting", queue, TurnQueue::size);
    }

    /** The hash to keep; empty where it is not the turn of who asks. */
    public Optional<String> hash(Password password, TurnQueue.Place place) {
        return turn(() -> argon2.encode(password.value()), place);
    }

    /** Without a turn: for the start of the service, when nobody logs in yet. */
    public String hashAtStart(Password password) {
        return argon2.encode(password.value());
    }

    /** Where there is no such account, takes the time it would have taken, and says no. */
    public Optional<Boolean> matches(
            Password attempt, Optional<String> hash, TurnQueue.Place place) {
        return turn(
                () ->
                        argon2.matches(attempt.value(), hash.orElse(hashOfNobody))
                                && hash.isPresent(),
                place);
    }

    private <T> Optional<T> turn(Callable<T> work, TurnQueue.Place place) {
        var task = new FutureTask<T>(work);
        var turn = new TurnQueue.Turn(place, task);
        if (!queue.offer(turn)) {
            return Optional.empty();
        }
        try {
            return Optional.of(task.get(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | CancellationException tooMany) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("Argon2 failed", bug.getCause());
        } finally {
            task.cancel(false);
            queue.withdraw(turn);
        }
    }

    private void work() {
        try {
            while (true) {
                var turn = queue.take();
                try {
                    turn.work().run();
                } finally {
                    queue.done(turn);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        workers.forEach(Thread::interrupt);
    }
}
