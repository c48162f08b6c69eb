package io.parley.kafka.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the relay has sent, and how often it could not. */
final class OutboxMetrics {

    private final Counter sent;
    private final Counter failures;

    OutboxMetrics(MeterRegistry registry) {
        this.sent = registry.counter("parley.outbox.sent");
        this.failures = registry.counter("parley.outbox.failures");
    }

    void sent(int records) {
        sent.increment(records);
    }

    void failed() {
        failures.increment();
    }
}
