package io.parley.chat.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.parley.model.wire.CloseCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code parley.sessions}: open ones. {@code parley.sessions.queued}: bytes that wait for their
 * clients. {@code parley.sessions.closed}: ended ones by the code with which this pod closed them,
 * or {@code client} where it did not. {@code parley.sessions.turned.away}: refused because there
 * are too many. {@code parley.sessions.shed}: sent to a pod that is emptier.
 */
@Component
public class SessionMetrics {

    private static final String BY_CLIENT = "client";

    private final MeterRegistry registry;
    private final Counter turnedAway;
    private final Counter shed;

    SessionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.turnedAway = registry.counter("parley.sessions.turned.away");
        this.shed = registry.counter("parley.sessions.shed");
        var _ = closed(BY_CLIENT);
        for (var code : CloseCode.values()) {
            var _ = closed(Integer.toString(code.code()));
        }
    }

    void watch(Map<String, StompSession> sessions) {
        registry.gaugeMapSize("parley.sessions", List.of(), sessions);
        Gauge.builder("parley.sessions.queued", sessions, SessionMetrics::queuedBytes)
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    private static long queuedBytes(Map<String, StompSession> sessions) {
        return sessions.values().stream().mapToLong(StompSession::queuedBytes).sum();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    /** A session is sent to a pod that is emptier. */
    public void shed() {
        shed.increment();
    }

    void closed(Optional<CloseCode> code) {
        closed(code.map(of -> Integer.toString(of.code())).orElse(BY_CLIENT)).increment();
    }

    /** All are there from the start: an alarm does not see the first step of a new series. */
    private Counter closed(String by) {
        return registry.counter("parley.sessions.closed", "code", by);
    }
}
