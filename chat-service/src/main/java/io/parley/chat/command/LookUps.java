package io.parley.chat.command;

import io.parley.chat.link.ServiceUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Questions to message-service on the way of commands: each holds a connection for a moment. */
@Component
public class LookUps {

    private static final int AT_A_TIME = 64;
    private static final Duration TURN_WITHIN = Duration.ofSeconds(2);

    private final Semaphore turns = new Semaphore(AT_A_TIME);

    /**
     * The answer to a question.
     *
     * @throws ServiceUnavailableException where there is none, or too many ask
     */
    public <T> T ask(Supplier<T> question) {
        awaitTurn();
        try {
            return question.get();
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(TURN_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ServiceUnavailableException(
                        "too many look-ups wait", new IllegalStateException("no turn"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("interrupted", e);
        }
    }
}
