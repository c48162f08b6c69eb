package io.parley.user.token;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts logins and refreshes by how they ended. */
@Component
final class LoginMetrics {

    private final MeterRegistry registry;

    LoginMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    enum Outcome {
        ACCEPTED,
        REFUSED,
        REUSED,
        THROTTLED,
        OVERLOADED
    }

    void login(Outcome outcome) {
        count("parley.logins", outcome);
    }

    void refresh(Outcome outcome) {
        count("parley.refreshes", outcome);
    }

    private void count(String name, Outcome outcome) {
        registry.counter(name, "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
    }
}
