package io.parley.chat.session;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Twice a second, looks after every session: heart-beats, tokens, blocked writes, notices. */
@Component
class SessionSweep implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SessionSweep.class);

    private static final long EVERY_MS = 500;

    private final Sessions sessions;
    private final PodState pod;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("session-sweep").factory());

    SessionSweep(Sessions sessions, PodState pod, Clock clock) {
        this.sessions = sessions;
        this.pod = pod;
        this.clock = clock;
        var _ =
                timer.scheduleWithFixedDelay(
                        this::sweep, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    private void sweep() {
        var now = clock.instant();
        var state = pod.now();
        for (var session : sessions.all()) {
            try {
                session.sweep(now, state);
            } catch (RuntimeException e) {
                log.error("sweep failed sessionId={}", session.id(), e);
            }
        }
    }
}
