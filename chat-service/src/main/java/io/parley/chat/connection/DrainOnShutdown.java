package io.parley.chat.connection;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Stops first: lets nobody in any more and closes the sessions in small steps, each with a hint
 * when to come back, so that the other pods do not meet them all at once.
 */
@Component
class DrainOnShutdown implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DrainOnShutdown.class);
    private static final int STEPS = 20;
    private static final int MAX_RETRY_MS = 3_000;

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
        var perStep = Math.max(1, Math.ceilDiv(open.size(), STEPS));
        for (var i = 0; i < open.size(); i += perStep) {
            open.subList(i, Math.min(open.size(), i + perStep)).forEach(DrainOnShutdown::close);
            pause();
        }
        isRunning = false;
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

    private static void close(StompSession session) {
        var retryAfterMs = ThreadLocalRandom.current().nextInt(MAX_RETRY_MS);
        session.drain(retryAfterMs);
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(limits.drain().toNanos() / STEPS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
