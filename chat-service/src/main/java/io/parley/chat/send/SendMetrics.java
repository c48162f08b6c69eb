package io.parley.chat.send;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code parley.send}: time from the append to its outcome. {@code parley.send.inflight}. */
@Component
class SendMetrics {

    private final MeterRegistry registry;
    private final Timer accepted;
    private final Timer refused;
    private final Timer unknown;

    SendMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = timer("accepted");
        this.refused = timer("refused");
        this.unknown = timer("unknown");
    }

    void watchInFlight(AtomicInteger inFlight) {
        registry.gauge("parley.send.inflight", inFlight);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void finished(Timer.Sample started, @Nullable SendResult result) {
        started.stop(
                switch (result) {
                    case SendResult.Accepted _ -> accepted;
                    case SendResult.Refused _ -> refused;
                    case SendResult.Unknown _ -> unknown;
                    case null -> unknown;
                });
    }

    private Timer timer(String outcome) {
        return Timer.builder("parley.send")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }
}
