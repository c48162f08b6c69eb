package io.parley.user.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts logins and refreshes by how they ended. */
@Component
final class LoginMetrics {

    private final MeterRegistry registry;

    LoginMetrics(MeterRegistry registry) {
        this.registry = registry;
        // From the start: who counts the steps of a series does not see the one that begins it
        for (var outcome : Outcome.values()) {
            var _ = counter("parley.logins", outcome);
            var _ = counter("parley.refreshes", outcome);
        }
    }

    enum Outcome {
        ACCEPTED,
        REFUSED,
        REUSED,
        THROTTLED,
        OVERLOADED
    }

    void login(Outcome outcome) {
        counter("parley.logins", outcome).increment();
    }

    void refresh(Outcome outcome) {
        counter("parley.refreshes", outcome).increment();
    }

    private Counter counter(String name, Outcome outcome) {
        return registry.counter(name, "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }
}
