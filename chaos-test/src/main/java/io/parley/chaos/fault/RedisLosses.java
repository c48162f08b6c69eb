package io.parley.chaos.fault;

import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.control.Folders;
import io.parley.chaos.control.RedisAdmin;
import io.parley.chaos.control.RedisNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Redis dies, forgets, or remembers an older state (F3). */
final class RedisLosses {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String LITTLE_MEMORY = "4mb";

    private final ChaosSuite suite;
    private final RandomGenerator random;

    RedisLosses(ChaosSuite suite, RandomGenerator random) {
        this.suite = suite;
        this.random = random;
    }

    Fault killed() {
        return crash("F3 kill -9 Redis", node -> {}, node -> {});
    }

    Fault wiped() {
        return crash(
                "F3 kill -9 Redis, comes back empty",
                node -> {},
                node -> Folders.delete(node.data()));
    }

    /** Its state of some seconds before. */
    Fault rolledBack() {
        return crash(
                "F3 kill -9 Redis, comes back older",
                node -> {
                    Folders.copy(node.data(), older(node));
                    Wait.millis(random.nextLong(1_000, 4_000));
                },
                node -> {
                    Folders.delete(node.data());
                    Folders.copy(older(node), node.data());
                });
    }

    private static Path older(RedisNode node) {
        return node.data().resolveSibling("redis-older");
    }

    private Fault crash(String kind, NodeAction before, NodeAction between) {
        var node = suite.redis().master();
        return new SimpleFault(
                kind,
                "port " + node.port(),
                Set.of(Effect.PUSH_LATE),
                Duration.ofMillis(random.nextLong(200, 3_000)),
                List.of(ChaosSuite.REDIS),
                () -> {
                    before.on(node);
                    node.member().kill();
                    between.on(node);
                },
                () -> suite.redis().revive(node));
    }

    private interface NodeAction {
        void on(RedisNode node);
    }

    Fault flushed() {
        return command("F3 FLUSHALL", RedisCommands::flushall);
    }

    Fault scriptsForgotten() {
        return command("F3 SCRIPT FLUSH", RedisCommands::scriptFlush);
    }

    Fault listenersCut() {
        return command(
                "F3 CLIENT KILL TYPE pubsub",
                redis -> redis.clientKill(KillArgs.Builder.typePubsub()));
    }

    Fault littleMemory() {
        var node = suite.redis().master();
        return new SimpleFault(
                "F3 maxmemory " + LITTLE_MEMORY + ", allkeys-lru",
                "port " + node.port(),
                Set.of(Effect.PUSH_LATE),
                Duration.ofSeconds(5),
                List.of(ChaosSuite.REDIS),
                () -> {
                    set(node, "maxmemory-policy", "allkeys-lru");
                    set(node, "maxmemory", LITTLE_MEMORY);
                },
                () -> set(node, "maxmemory", "0"));
    }

    private static void set(RedisNode node, String setting, String value) {
        RedisAdmin.call(node.url(), redis -> redis.configSet(setting, value));
    }

    private <T> Fault command(String kind, Function<RedisCommands<String, String>, T> command) {
        var node = suite.redis().master();
        return new SimpleFault(
                kind,
                "port " + node.port(),
                Set.of(Effect.PUSH_LATE),
                SOON,
                List.of(ChaosSuite.REDIS),
                () -> RedisAdmin.call(node.url(), command),
                () -> {});
    }
}
