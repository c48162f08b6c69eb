package io.parley.chaos.fault;

import static io.parley.chaos.fault.Effect.HISTORY_BEHIND;
import static io.parley.chaos.fault.Effect.PUSH_LATE;
import static io.parley.chaos.fault.Effect.RECONNECT;
import static io.parley.chaos.fault.Effect.SEND_LATE;
import static io.parley.chaos.fault.Effect.SEND_REFUSED;

import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.proxy.FaultProxy;
import io.parley.chaos.proxy.Toxics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Links that are cut, half-open, slow or break all the time, while both ends are well. */
final class LinkFaults {

    private static final Set<Effect> KAFKA_AWAY =
            Set.of(SEND_LATE, SEND_REFUSED, PUSH_LATE, RECONNECT, HISTORY_BEHIND);
    private static final long MILLIS_BETWEEN_RESETS = 150;
    private static final int RESETS = 20;

    /** Long enough to fill all that lies between a pod and a client. */
    private static final Duration SLOW_FOR = Duration.ofSeconds(40);

    private final ChaosSuite suite;
    private final RandomGenerator random;

    LinkFaults(ChaosSuite suite, RandomGenerator random) {
        this.suite = suite;
        this.random = random;
    }

    Fault kafkaFrozen() {
        return on(
                "F6 links to Kafka half-open",
                suite.links().to(ChaosSuite.KAFKA),
                List.of(ChaosSuite.KAFKA),
                KAFKA_AWAY,
                seconds(3, 8),
                link -> link.poison(Toxics.freeze()));
    }

    Fault kafkaSlow() {
        return on(
                "F6 links to Kafka 300 ms slower",
                suite.links().to(ChaosSuite.KAFKA),
                List.of(ChaosSuite.KAFKA),
                KAFKA_AWAY,
                seconds(5, 10),
                link -> link.poison(Toxics.delay(Duration.ofMillis(300), Duration.ofMillis(50))));
    }

    /** One pod cannot reach the log, the others can. */
    Fault podWithoutKafka() {
        var pod = pod();
        return on(
                "F6 one pod cut from Kafka",
                List.of(suite.links().get(pod, ChaosSuite.KAFKA)),
                List.of(pod, ChaosSuite.KAFKA),
                KAFKA_AWAY,
                seconds(3, 12),
                FaultProxy::refuse);
    }

    Fault podWithoutRedis() {
        var pod = pod();
        return on(
                "F3 one pod cut from Redis",
                List.of(suite.links().get(pod, ChaosSuite.REDIS)),
                List.of(pod, ChaosSuite.REDIS),
                Set.of(PUSH_LATE),
                seconds(3, 10),
                FaultProxy::refuse);
    }

    /** Nobody resets anything: what is sent just does not arrive. */
    Fault redisHalfOpen() {
        return on(
                "F3 links to Redis half-open",
                suite.links().to(ChaosSuite.REDIS),
                List.of(ChaosSuite.REDIS),
                Set.of(PUSH_LATE),
                seconds(3, 8),
                link -> link.toClient().poison(Toxics.freeze()));
    }

    Fault podWithoutMessageService() {
        var pod = pod();
        return on(
                "F1 one pod cut from message-service",
                List.of(suite.links().get(pod, ChaosSuite.MESSAGE)),
                List.of(pod, ChaosSuite.MESSAGE),
                Set.of(PUSH_LATE, SEND_REFUSED),
                seconds(3, 8),
                FaultProxy::refuse);
    }

    /** Connections break again and again, some of them in the midst of a commit. */
    Fault postgresResets() {
        var link = suite.links().get(ChaosSuite.MESSAGE, ChaosSuite.POSTGRES);
        return new SimpleFault(
                "F10 connections to PostgreSQL reset",
                link.name(),
                Set.of(HISTORY_BEHIND, PUSH_LATE),
                Duration.ZERO,
                List.of(ChaosSuite.MESSAGE, ChaosSuite.POSTGRES),
                () -> {
                    for (int i = 0; i < RESETS; i++) {
                        Wait.millis(MILLIS_BETWEEN_RESETS);
                        link.resetAll();
                    }
                },
                link::heal);
    }

    Fault clientsReset() {
        return on(
                "F14 connections of clients break",
                suite.links().to(ChaosSuite.GATEWAY),
                List.of(ChaosSuite.GATEWAY),
                Set.of(RECONNECT, SEND_LATE, PUSH_LATE),
                seconds(1, 2),
                FaultProxy::resetAll);
    }

    /** A reader that takes one byte a second: it is let go, and resumes when it can read again. */
    Fault slowReaders() {
        return on(
                "F12 clients read 1 byte a second",
                List.of(suite.slowLink()),
                List.of(ChaosSuite.GATEWAY),
                Set.of(PUSH_LATE, RECONNECT),
                SLOW_FOR,
                link -> link.toClient().poison(Toxics.bandwidth(1)));
    }

    Fault deafReaders() {
        return on(
                "F12 clients do not read at all",
                List.of(suite.slowLink()),
                List.of(ChaosSuite.GATEWAY),
                Set.of(PUSH_LATE, RECONNECT),
                SLOW_FOR,
                link -> link.toClient().poison(Toxics.freeze()));
    }

    Fault clientsInPieces() {
        return on(
                "F14 what clients send and get comes in pieces",
                suite.links().to(ChaosSuite.GATEWAY),
                List.of(ChaosSuite.GATEWAY),
                Set.of(PUSH_LATE, SEND_LATE),
                seconds(3, 6),
                link -> link.poison(Toxics.slice(7)));
    }

    private String pod() {
        var pods = suite.pods();
        return pods.get(random.nextInt(pods.size()));
    }

    private Duration seconds(int from, int to) {
        return Duration.ofMillis(random.nextLong(from * 1_000L, to * 1_000L));
    }

    private static Fault on(
            String kind,
            List<FaultProxy> links,
            List<String> affected,
            Set<Effect> allows,
            Duration hold,
            Consumer<FaultProxy> poison) {
        var names = links.stream().map(FaultProxy::name).sorted().toList();
        return new SimpleFault(
                kind,
                String.join(", ", names),
                allows,
                hold,
                affected,
                () -> links.forEach(poison),
                () -> links.forEach(FaultProxy::heal));
    }
}
