package io.parley.chat.balance;

import io.parley.chat.session.SessionMetrics;
import io.parley.chat.session.Sessions;
import io.parley.chat.session.StompSession;
import java.util.Comparator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends some people elsewhere while this pod is fuller than others, as after others were added.
 * Every gateway asks each pod for its load every second and tells with that how full the pods are:
 * no pod has to know another one, and any gateway will do.
 */
@Component
class Rebalance implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Rebalance.class);

    private final Sessions sessions;
    private final SessionMetrics metrics;
    private final Surplus surplus;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("rebalance").factory());
    private volatile Surplus.@Nullable Told told;

    Rebalance(Sessions sessions, SessionMetrics metrics, RebalanceSettings settings) {
        this.sessions = sessions;
        this.metrics = metrics;
        this.surplus = new Surplus(settings);
        var period = TimeUnit.SECONDS.toMillis(1) / Surplus.STEPS_A_SECOND;
        var _ =
                timer.scheduleWithFixedDelay(
                        this::stepSafely, period, period, TimeUnit.MILLISECONDS);
    }

    /** A gateway tells how full the pods are. */
    void onTold(int average, int least) {
        told = new Surplus.Told(average, least, System.nanoTime());
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    private void stepSafely() {
        try {
            step();
        } catch (RuntimeException e) {
            log.error("rebalance failed", e);
        }
    }

    private void step() {
        var count =
                sessions.isDraining()
                        ? 0
                        : surplus.toShed(sessions.count(), told, System.nanoTime());
        if (count > 0) {
            shed(count);
        }
    }

    /** The oldest sessions: who has just come from elsewhere is not sent on. */
    private void shed(int count) {
        log.debug("shedding sessions={}", count);
        sessions.all().stream()
                .filter(session -> session.person().isPresent())
                .sorted(Comparator.comparingLong(StompSession::ageNanos).reversed())
                .limit(count)
                .forEach(
                        session -> {
                            metrics.shed();
                            session.drain(Farewell.retryAfterMs());
                        });
    }
}
