package io.parley.chaos.fault;

import io.parley.chaos.client.Conduct;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Clients that behave badly (F14). */
final class ClientFaults {

    private final Conduct conduct;

    ClientFaults(Conduct conduct) {
        this.conduct = conduct;
    }

    /** Each message several times, from two devices at once. */
    Fault repeats() {
        return new SimpleFault(
                "F14 every message three times, from two devices",
                "",
                Set.of(Effect.SEND_LATE, Effect.PUSH_LATE),
                Duration.ofSeconds(6),
                List.of(),
                () -> conduct.repeatEverything(true),
                () -> conduct.repeatEverything(false));
    }

    Fault hangUp() {
        return new SimpleFault(
                "F14 all clients hang up in mid-send",
                "",
                Set.of(Effect.RECONNECT, Effect.SEND_LATE, Effect.PUSH_LATE),
                Duration.ofSeconds(1),
                List.of(),
                conduct::hangUp,
                () -> {});
    }
}
