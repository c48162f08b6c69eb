package io.parley.chaos.control;

import io.parley.chaos.proxy.FaultProxy;
import io.parley.chaos.proxy.Toxics;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Redis with a replica. Which of the two is the master changes; the services' links lead to where
 * it is said that the master is.
 */
public final class RedisPair implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    private final ProxiedLinks links;
    private final RedisNode first;
    private final RedisNode second;
    private final FaultProxy replication;
    private RedisNode master;

    private RedisPair(ProxiedLinks links, RedisNode first, RedisNode second) {
        this.links = links;
        this.first = first;
        this.second = second;
        this.master = first;
        this.replication = FaultProxy.to("replica > redis", first.port());
    }

    /** Adds a replica to a running Redis; both keep their data below the folder. */
    static RedisPair of(ProxiedLinks links, RedisServer server, Member redis, Path data) {
        var folder = data.resolve("redis-2");
        var replica =
                Running.start(server.another(folder, data.resolve("logs").resolve("redis-2.log")));
        var pair =
                new RedisPair(
                        links,
                        new RedisNode(redis, data.resolve(ChaosSuite.REDIS), server.url()),
                        new RedisNode(new Member(replica), folder, replica.server().url()));
        pair.replicate();
        return pair;
    }

    public synchronized RedisNode master() {
        return master;
    }

    private RedisNode replica() {
        return master.equals(first) ? second : first;
    }

    /** The replica gets nothing any more, and does not know. */
    public void freezeReplication() {
        replication.poison(Toxics.freeze());
    }

    /** The replica is a master now, with what it has got; nobody is led to it yet. */
    public synchronized RedisNode promoteReplica() {
        var promoted = replica();
        RedisAdmin.call(promoted.url(), redis -> redis.replicaofNoOne());
        master = promoted;
        return promoted;
    }

    /** Leads the links to Redis of these members to the master. */
    public synchronized void leadToMaster(List<String> members) {
        members.forEach(member -> links.get(member, ChaosSuite.REDIS).leadTo(master.port()));
    }

    /** The other server forgets what it holds and follows the master. */
    public synchronized void replicate() {
        replication.heal();
        replication.leadTo(master.port());
        RedisAdmin.call(master.url(), redis -> redis.configSet("repl-diskless-sync-delay", "0"));
        RedisAdmin.call(replica().url(), redis -> redis.replicaof("127.0.0.1", replication.port()));
    }

    /** A server that died comes back and follows the master. */
    public void revive(RedisNode node) {
        node.member().relaunch();
        node.member().awaitReady(READY_WITHIN);
        if (!node.equals(master())) {
            replicate();
        }
    }

    @Override
    public void close() {
        replication.close();
        second.member().resume();
        second.member().terminate();
    }
}
