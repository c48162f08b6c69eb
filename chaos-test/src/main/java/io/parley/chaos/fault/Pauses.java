package io.parley.chaos.fault;

import static io.parley.chaos.fault.Effect.HISTORY_BEHIND;
import static io.parley.chaos.fault.Effect.PUSH_LATE;
import static io.parley.chaos.fault.Effect.RECONNECT;
import static io.parley.chaos.fault.Effect.SEND_LATE;
import static io.parley.chaos.fault.Effect.SEND_REFUSED;

import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.control.Member;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Members whose clock is stopped: when they go on, they do not know that time has passed (F2). */
final class Pauses {

    private final ChaosSuite suite;
    private final RandomGenerator random;

    Pauses(ChaosSuite suite, RandomGenerator random) {
        this.suite = suite;
        this.random = random;
    }

    Fault chatPod(int seconds) {
        var pods = suite.pods();
        var name = pods.get(random.nextInt(pods.size()));
        return pause(
                "F2 stop chat pod " + seconds + " s",
                name,
                suite.member(name),
                seconds,
                Set.of(RECONNECT, SEND_LATE, PUSH_LATE));
    }

    Fault messageService(int seconds) {
        return pause(
                "F2 stop message-service " + seconds + " s",
                ChaosSuite.MESSAGE,
                suite.member(ChaosSuite.MESSAGE),
                seconds,
                Set.of(HISTORY_BEHIND, SEND_REFUSED, PUSH_LATE));
    }

    Fault redis(int seconds) {
        return pause(
                "F2 stop Redis " + seconds + " s",
                ChaosSuite.REDIS,
                suite.redis().master().member(),
                seconds,
                Set.of(PUSH_LATE));
    }

    Fault kafka(int seconds) {
        return pause(
                "F2 stop Kafka " + seconds + " s",
                ChaosSuite.KAFKA,
                suite.member(ChaosSuite.KAFKA),
                seconds,
                Set.of(SEND_LATE, SEND_REFUSED, PUSH_LATE, RECONNECT, HISTORY_BEHIND));
    }

    Fault postgres(int seconds) {
        return pause(
                "F10 stop PostgreSQL " + seconds + " s",
                ChaosSuite.POSTGRES,
                suite.member(ChaosSuite.POSTGRES),
                seconds,
                Set.of(HISTORY_BEHIND, PUSH_LATE));
    }

    private static Fault pause(
            String kind, String name, Member member, int seconds, Set<Effect> allows) {
        return new SimpleFault(
                kind,
                name,
                allows,
                Duration.ofSeconds(seconds),
                List.of(name),
                member::pause,
                member::resume);
    }
}
