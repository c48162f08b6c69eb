package io.parley.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what the gateway turned away, by reason. */
@Component
public class Refusals {

    private static final String NAME = "parley.gateway.refused";

    private static final List<String> REASONS =
            List.of(
                    "path",
                    "origin",
                    "body",
                    "upgrade",
                    "frame",
                    "no-pod",
                    "draining",
                    "rate-sign-in",
                    "rate-refresh",
                    "rate-account",
                    "rate-address",
                    "sockets-open",
                    "sockets-pace",
                    "sockets-penalty");

    private final MeterRegistry meters;

    /** All are there from the start: an alarm does not see the first step of a new series. */
    Refusals(MeterRegistry meters) {
        this.meters = meters;
        REASONS.forEach(this::counter);
    }

    /**
     * @param reason one of a few fixed words, never something that a client chose
     */
    public void count(String reason) {
        counter(reason).increment();
    }

    private Counter counter(String reason) {
        return meters.counter(NAME, "reason", reason);
    }
}
