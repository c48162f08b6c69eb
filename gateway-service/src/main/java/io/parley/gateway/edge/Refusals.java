package io.parley.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what the gateway turned away, by reason. */
@Component
public class Refusals {

    private static final String NAME = "parley.gateway.refused";

    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * @param reason one of a few fixed words, never something that a client chose
     */
    public void count(String reason) {
        meters.counter(NAME, "reason", reason).increment();
    }
}
