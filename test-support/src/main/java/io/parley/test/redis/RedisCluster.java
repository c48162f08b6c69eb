package io.parley.test.redis;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.FreePort;
import io.parley.stack.infrastructure.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A real Redis Cluster: three masters that share the slots, and a replica of each. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Without it for so long a master counts as gone: generous, for machines under load. */
    private static final int NODE_TIMEOUT_MS = 3_000;

    private final Path directory;
    private final List<Running<RedisNode>> nodes = new ArrayList<>();
    private final Map<Running<RedisNode>, Integer> busPorts = new HashMap<>();

    private RedisCluster(Path directory) {
        this.directory = directory;
    }

    /** Starts one whose replicas are in step. */
    public static RedisCluster start() {
        var cluster = new RedisCluster(temporaryDirectory());
        try {
            cluster.form();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Two of its servers; they tell of the others. */
    public String url() {
        return nodes.stream()
                .limit(2)
                .map(node -> "127.0.0.1:" + node.server().port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** The first of three masters holds the first third of the slots, and so on. */
    public Running<RedisNode> master(int number) {
        return nodes.get(number);
    }

    /** Which of the masters holds the name at first: its slot is that of the tag, if it has one. */
    public int masterOf(String name) {
        var slot = Integer.parseInt(nodes.getFirst().server().call("CLUSTER", "KEYSLOT", name));
        return slot * MASTERS / SLOTS;
    }

    /** Kills a master for good and waits until its replica has taken over. */
    public void killMaster(int number) {
        nodes.get(number).process().kill();
        var replica = nodes.get(MASTERS + number).server();
        await("a failover", () -> replica.call("ROLE").equals("master"));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.process().kill());
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void form() {
        for (var i = 0; i < 2 * MASTERS; i++) {
            nodes.add(launch("node-" + i));
        }
        nodes.forEach(Running::awaitReady);
        for (var i = 0; i < MASTERS; i++) {
            var master = nodes.get(i).server();
            master.call("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
            master.call("CLUSTER", "ADDSLOTSRANGE", "" + from(i), "" + (from(i + 1) - 1));
        }
        nodes.forEach(this::meet);
        await("the cluster to form", () -> nodes.stream().allMatch(this::knowsAll));
        for (var i = 0; i < MASTERS; i++) {
            follow(nodes.get(MASTERS + i).server(), nodes.get(i).server());
        }
        await("the replicas", () -> nodes.stream().allMatch(this::isSettled));
    }

    private static int from(int master) {
        return (master * SLOTS + MASTERS - 1) / MASTERS;
    }

    private Running<RedisNode> launch(String name) {
        var busPort = FreePort.next();
        var node =
                new RedisNode(
                        directory.resolve(name),
                        List.of(
                                "save \"\"",
                                "cluster-enabled yes",
                                "cluster-port " + busPort,
                                "cluster-node-timeout " + NODE_TIMEOUT_MS,
                                "cluster-replica-validity-factor 0",
                                // What the other masters hold stays in service
                                "cluster-require-full-coverage no",
                                "repl-diskless-sync-delay 0"));
        var running = Running.launch(node);
        busPorts.put(running, busPort);
        return running;
    }

    private void meet(Running<RedisNode> node) {
        nodes.getFirst()
                .server()
                .call(
                        "CLUSTER",
                        "MEET",
                        "127.0.0.1",
                        "" + node.server().port(),
                        "" + busPorts.get(node));
    }

    private void follow(RedisNode replica, RedisNode master) {
        var id = master.call("CLUSTER", "MYID");
        await(
                "a replica to find its master",
                () -> replica.call("CLUSTER", "REPLICATE", id).equals("OK"));
    }

    private boolean knowsAll(Running<RedisNode> node) {
        var info = node.server().call("CLUSTER", "INFO");
        return info.contains("cluster_state:ok")
                && info.contains("cluster_known_nodes:" + 2 * MASTERS)
                && info.contains("cluster_slots_assigned:" + SLOTS);
    }

    /** Every server knows every replica, and the replicas have what their masters have. */
    private boolean isSettled(Running<RedisNode> node) {
        var replicas =
                node.server()
                        .call("CLUSTER", "NODES")
                        .lines()
                        .filter(line -> line.contains("slave"))
                        .count();
        var replication = node.server().call("INFO", "replication");
        return replicas == MASTERS
                && (replication.contains("role:master")
                        || replication.contains("master_link_status:up"));
    }

    static void await(String what, BooleanSupplier condition) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("parley-redis-cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
