package io.parley.chat.balance;

import io.parley.chat.admission.AdmissionLimits;
import io.parley.chat.session.Sessions;
import io.parley.chat.session.StompSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Stops first: lets nobody in any more and closes the sessions in small steps, each with a hint
 * when to come back, so that the other pods do not meet them all at once. The pod is not ready by
 * then, and whatever sessions need stops only when the last one has its answers.
 */
@Component
class DrainOnShutdown implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DrainOnShutdown.class);
    private static final Duration STEP = Duration.ofMillis(100);

    /** A little longer than the receipts of one session may take, for its closing handshake. */
    private static final Duration LAST_ONES = Sessions.ANSWERED_WITHIN.plusSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Sessions sessions;
    private final AdmissionLimits limits;
    private volatile boolean isRunning;

    DrainOnShutdown(Sessions sessions, AdmissionLimits limits) {
        this.sessions = sessions;
        this.limits = limits;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        sessions.startDraining();
        var open = List.copyOf(sessions.all());
        log.info("draining sessions={}", open.size());
        try {
            drain(open);
            awaitLastOnes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.info("drained left={}", sessions.count());
        isRunning = false;
    }

    private void drain(List<StompSession> open) throws InterruptedException {
        var steps = Math.max(1, limits.drain().dividedBy(STEP));
        var perStep = (int) Math.ceilDiv(open.size(), steps);
        var due = System.nanoTime();
        for (var i = 0; i < open.size(); i += perStep) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            due += STEP.toNanos();
            open.subList(i, Math.min(open.size(), i + perStep))
                    .forEach(session -> session.drain(Farewell.retryAfterMs()));
        }
    }

    private void awaitLastOnes() throws InterruptedException {
        var end = System.nanoTime() + LAST_ONES.toNanos();
        while (sessions.count() > 0 && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Before the web server and all that sessions need. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
