package io.parley.chat.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.model.wire.CloseCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code parley.sessions}: open ones. {@code parley.sessions.closed}: ended ones by the code with
 * which this pod closed them, or {@code client} where it did not. {@code
 * parley.sessions.turned.away}: refused because there are too many. {@code parley.sessions.shed}:
 * sent to a pod that is emptier.
 */
@Component
class SessionMetrics {

    private final MeterRegistry registry;

    SessionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Map<String, StompSession> sessions) {
        registry.gaugeMapSize("parley.sessions", List.of(), sessions);
    }

    void turnedAway() {
        registry.counter("parley.sessions.turned.away").increment();
    }

    void shed() {
        registry.counter("parley.sessions.shed").increment();
    }

    void closed(Optional<CloseCode> code) {
        var by = code.map(of -> Integer.toString(of.code())).orElse("client");
        registry.counter("parley.sessions.closed", "code", by).increment();
    }
}
