package io.parley.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.event.ClusterTopologyChangedEvent;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The masters of a cluster, as its servers tell it. */
final class ClusterTopology implements Topology {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTopology.class);
    private static final Duration BETWEEN_REFRESHES = Duration.ofMillis(500);

    private final RedisClusterClient client;
    private final RedisURI seed;
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicLong refreshedAt =
            new AtomicLong(System.nanoTime() - BETWEEN_REFRESHES.toNanos());
    private volatile boolean isKnown;

    ClusterTopology(RedisClusterClient client, RedisURI seed) {
        this.client = client;
        this.seed = seed;
        var _ =
                client.getResources()
                        .eventBus()
                        .get()
                        .ofType(ClusterTopologyChangedEvent.class)
                        .subscribe(this::changed);
    }

    /** Completes when the servers have been asked once. */
    CompletableFuture<Void> known() {
        return isKnown ? CompletableFuture.completedFuture(null) : ask();
    }

    /** Grows whenever a slot gets another master: that one may lack what the last one took. */
    int changes() {
        return changes.get();
    }

    @Override
    public int slotOf(String name) {
        return SlotHash.getSlot(name);
    }

    @Override
    public Optional<RedisURI> holderOf(int slot) {
        if (!isKnown) {
            refresh();
            return Optional.empty();
        }
        return Optional.ofNullable(client.getPartitions().getMasterBySlot(slot))
                .filter(node -> !node.is(RedisClusterNode.NodeFlag.FAIL))
                .map(this::address);
    }

    @Override
    public void refresh() {
        var last = refreshedAt.get();
        var now = System.nanoTime();
        if (now - last > BETWEEN_REFRESHES.toNanos() && refreshedAt.compareAndSet(last, now)) {
            var _ = ask().exceptionally(_ -> null);
        }
    }

    private CompletableFuture<Void> ask() {
        return client.refreshPartitionsAsync().thenRun(() -> isKnown = true).toCompletableFuture();
    }

    /** Where a server says it is, with the credentials and the encryption of the settings. */
    private RedisURI address(RedisClusterNode node) {
        return RedisURI.builder(seed)
                .withHost(node.getUri().getHost())
                .withPort(node.getUri().getPort())
                .build();
    }

    private void changed(ClusterTopologyChangedEvent event) {
        if (!slots(event.before()).equals(slots(event.after()))) {
            changes.incrementAndGet();
            LOG.info("masters of the Redis cluster: {}", slots(event.after()).keySet());
        }
    }

    private static Map<String, List<Integer>> slots(List<RedisClusterNode> nodes) {
        return nodes.stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
                .collect(
                        Collectors.toMap(
                                node -> node.getUri().getHost() + ":" + node.getUri().getPort(),
                                RedisClusterNode::getSlots,
                                (one, _) -> one));
    }
}
