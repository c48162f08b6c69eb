package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.control.RedisPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The replica takes over without having got everything (F4), or for some members only (F5). */
final class RedisFailovers {

    private final ChaosSuite suite;
    private final RandomGenerator random;

    RedisFailovers(ChaosSuite suite, RandomGenerator random) {
        this.suite = suite;
        this.random = random;
    }

    /** Writes go on while the replication link is frozen; then the master dies. */
    Fault rollback() {
        var pair = suite.redis();
        var old = pair.master();
        long blindMillis = random.nextLong(1_000, 4_000);
        return new SimpleFault(
                "F4 Redis fails over to a replica that lags",
                "by " + blindMillis + " ms",
                Set.of(Effect.PUSH_LATE),
                Duration.ofSeconds(1),
                List.of(ChaosSuite.REDIS),
                () -> {
                    pair.freezeReplication();
                    Wait.millis(blindMillis);
                    old.member().kill();
                    pair.promoteReplica();
                    pair.leadToMaster(suite.redisClients());
                },
                () -> pair.revive(old));
    }

    /** Two masters at once, each with some of the members. */
    Fault splitBrain() {
        var pair = suite.redis();
        var moved = someClients();
        return new SimpleFault(
                "F5 Redis split brain",
                "the new master has " + moved,
                Set.of(Effect.PUSH_LATE),
                Duration.ofMillis(random.nextLong(3_000, 8_000)),
                List.of(ChaosSuite.REDIS),
                () -> {
                    pair.freezeReplication();
                    pair.promoteReplica();
                    pair.leadToMaster(moved);
                },
                () -> unite(pair));
    }

    private void unite(RedisPair pair) {
        pair.leadToMaster(suite.redisClients());
        pair.replicate();
    }

    private List<String> someClients() {
        var clients = new ArrayList<>(suite.redisClients());
        Collections.shuffle(clients, new Random(random.nextLong()));
        return List.copyOf(clients.subList(0, Math.max(1, clients.size() / 2)));
    }
}
