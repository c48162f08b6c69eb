package io.parley.chaos.fault;

import static io.parley.chaos.fault.Effect.HISTORY_BEHIND;
import static io.parley.chaos.fault.Effect.PUSH_LATE;
import static io.parley.chaos.fault.Effect.RECONNECT;
import static io.parley.chaos.fault.Effect.SEND_LATE;
import static io.parley.chaos.fault.Effect.SEND_REFUSED;

import io.parley.chaos.control.ChaosSuite;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Members that are killed and started again. */
final class Kills {

    private final ChaosSuite suite;
    private final RandomGenerator random;

    Kills(ChaosSuite suite, RandomGenerator random) {
        this.suite = suite;
        this.random = random;
    }

    Fault chatPod() {
        var pods = suite.pods();
        return kill(
                "F1 kill -9 chat pod",
                pods.get(random.nextInt(pods.size())),
                Set.of(RECONNECT, SEND_LATE, PUSH_LATE));
    }

    Fault messageService() {
        return kill(
                "F1 kill -9 message-service",
                ChaosSuite.MESSAGE,
                Set.of(HISTORY_BEHIND, SEND_REFUSED, PUSH_LATE));
    }

    Fault kafka() {
        return kill(
                "F6 kill -9 Kafka",
                ChaosSuite.KAFKA,
                Set.of(SEND_LATE, SEND_REFUSED, PUSH_LATE, RECONNECT, HISTORY_BEHIND));
    }

    Fault postgres() {
        return kill(
                "F10 kill -9 PostgreSQL", ChaosSuite.POSTGRES, Set.of(HISTORY_BEHIND, PUSH_LATE));
    }

    Fault gateway() {
        return kill(
                "F17 kill -9 gateway: all sessions at once",
                ChaosSuite.GATEWAY,
                Set.of(RECONNECT, SEND_LATE, PUSH_LATE, HISTORY_BEHIND));
    }

    private Fault kill(String kind, String name, Set<Effect> allows) {
        var member = suite.member(name);
        return new SimpleFault(
                kind,
                name,
                allows,
                Duration.ofMillis(random.nextLong(500, 3_000)),
                List.of(name),
                member::kill,
                member::relaunch);
    }
}
