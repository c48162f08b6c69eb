package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.proxy.PayloadRule;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Pub/Sub payloads that never arrive, or late and behind others (F13). */
final class PayloadFaults {

    private final PayloadRule payloads;
    private final RandomGenerator random;

    PayloadFaults(PayloadRule payloads, RandomGenerator random) {
        this.payloads = payloads;
        this.random = random;
    }

    Fault someLost() {
        int every = random.nextInt(2, 20);
        return of("F13 Pub/Sub loses payloads", "each " + every, () -> payloads.dropEvery(every));
    }

    /** With them the last ones of each room, which no later one gives away. */
    Fault allLost() {
        return of("F13 Pub/Sub loses all payloads", "", () -> payloads.dropEvery(1));
    }

    Fault delayed() {
        int every = random.nextInt(2, 10);
        return of(
                "F13 Pub/Sub payloads 5 s late",
                "each " + every,
                () -> payloads.delayEvery(every, Duration.ofSeconds(5)));
    }

    private Fault of(String kind, String detail, Runnable begin) {
        return new SimpleFault(
                kind,
                detail,
                Set.of(Effect.PUSH_LATE),
                Duration.ofMillis(random.nextLong(3_000, 8_000)),
                List.of(ChaosSuite.REDIS),
                begin,
                payloads::heal);
    }
}
