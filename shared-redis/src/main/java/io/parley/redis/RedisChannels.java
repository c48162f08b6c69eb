package io.parley.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channels of Pub/Sub that are open here, heard on one connection to each server that holds any of
 * them. At most once: what is lost here is found missing by others. Payloads reach their handler in
 * the order of the channel, on the connection's own thread.
 *
 * <p>A connection that is lost is made anew, not repaired: where a channel is heard is looked up
 * every second, and right after a loss, so that a restart, a failover and slots that move are the
 * same thing: a channel that is not subscribed where it should be.
 */
public final class RedisChannels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisChannels.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Pods that lost Redis together do not come back to it in the same moment. */
    private static final int AFTER_A_LOSS_MS = 50;

    private static final int AFTER_A_LOSS_MOST_MS = 300;

    private static final String SUBSCRIBE = "SUBSCRIBE";

    /** Channels of one command. */
    private static final int BATCH = 500;

    private final RedisClient client;
    private final Topology topology;
    private final PubSub pubSub;
    private final RedisRights rights;

    /** Written under the lock of this; read by the connections' threads. */
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private final Map<RedisURI, RedisEar> ears = new HashMap<>();

    private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("redis-channels").factory());

    RedisChannels(RedisClient client, Topology topology, PubSub pubSub, RedisRights rights) {
        this.rights = rights;
        this.client = client;
        this.topology = topology;
        this.pubSub = pubSub;
        var _ =
                timer.scheduleWithFixedDelay(
                        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Completes when Redis has confirmed; where that fails, it is tried again in the background.
     */
    public synchronized CompletionStage<Void> open(String name, Consumer<String> handler) {
        var channel = new Channel(name, topology.slotOf(name), handler);
        channels.put(name, channel);
        var ear = earOf(channel);
        return ear == null || !ear.isConnected()
                ? CompletableFuture.failedFuture(new IllegalStateException("not connected"))
                : subscribe(ear, List.of(channel));
    }

    public synchronized void close(String name) {
        var channel = channels.remove(name);
        if (channel != null && channel.heardBy != null) {
            channel.heardBy.unsubscribe(name);
        }
    }

    /** Called after each new connection: what came in between was not heard. */
    public void onConnected(Runnable action) {
        onConnected.add(action);
    }

    /** Drops a connection that says it is open and does not bring what the channel got. */
    public synchronized void replace(String name) {
        var channel = channels.get(name);
        if (channel != null && channel.heardBy != null) {
            LOG.warn("the subscription is dead on an open connection, it is replaced");
            lost(channel.heardBy);
        }
    }

    /** One of the names for each server that holds some of them. */
    public List<String> oneOfEachServer(List<String> names) {
        var seen = new HashSet<RedisURI>();
        return names.stream()
                .filter(
                        name ->
                                topology.holderOf(topology.slotOf(name))
                                        .filter(seen::add)
                                        .isPresent())
                .toList();
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        channels.clear();
        ears.values().forEach(RedisEar::close);
        ears.clear();
    }

    /** On a connection's thread. */
    void heard(String name, String payload) {
        var channel = channels.get(name);
        if (channel != null) {
            channel.handler.accept(payload);
        }
    }

    /** On a connection's thread: the server holds the channel's slot no more, unless we said so. */
    void dismissed(RedisEar by, String name) {
        run(
                () -> {
                    var channel = channels.get(name);
                    if (channel != null && channel.heardBy == by) {
                        channel.heardBy = null;
                        topology.refresh();
                    }
                });
    }

    /** On a connection's thread. */
    void disconnected(RedisEar ear) {
        run(() -> lost(ear));
    }

    /** On a connection's thread. */
    void connected(RedisEar ear, @Nullable Throwable failure) {
        run(
                () -> {
                    if (failure == null) {
                        look();
                    } else {
                        LOG.atWarn().log("no subscription yet: {}", RedisFailures.explain(failure));
                        forget(ear);
                    }
                });
    }

    private void lost(RedisEar ear) {
        if (forget(ear)) {
            var delay = ThreadLocalRandom.current().nextInt(AFTER_A_LOSS_MS, AFTER_A_LOSS_MOST_MS);
            var _ = timer.schedule(this::look, delay, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean forget(RedisEar ear) {
        topology.refresh();
        ear.close();
        return ears.remove(ear.server(), ear);
    }

    private void look() {
        try {
            subscribeWhatIsNotHeard();
        } catch (RuntimeException e) {
            LOG.error("the channels of Redis cannot be looked after", e);
        }
    }

    private synchronized void subscribeWhatIsNotHeard() {
        var inUse = new HashSet<RedisEar>();
        var missing = new ArrayList<Channel>();
        for (var channel : channels.values()) {
            var ear = earOf(channel);
            if (ear == null) {
                topology.refresh();
            } else {
                inUse.add(ear);
                if (ear.isConnected() && channel.heardBy != ear) {
                    missing.add(channel);
                }
            }
        }
        closeUnused(inUse);
        subscribe(missing);
    }

    private void closeUnused(Set<RedisEar> inUse) {
        ears.values()
                .removeIf(
                        ear -> {
                            var isUnused = !inUse.contains(ear);
                            if (isUnused) {
                                ear.close();
                            }
                            return isUnused;
                        });
    }

    /** A command serves one slot, and channels to which there is a right together. */
    private void subscribe(List<Channel> missing) {
        var done = new ArrayList<CompletableFuture<Void>>();
        missing.stream()
                .collect(Collectors.groupingBy(channel -> Map.entry(channel.slot, channel.kind)))
                .values()
                .forEach(
                        together -> {
                            var ear = earOf(together.getFirst());
                            for (var from = 0;
                                    ear != null && from < together.size();
                                    from += BATCH) {
                                var to = Math.min(from + BATCH, together.size());
                                done.add(
                                        subscribe(ear, together.subList(from, to))
                                                .toCompletableFuture());
                            }
                        });
        if (!done.isEmpty()) {
            var _ =
                    CompletableFuture.allOf(done.toArray(CompletableFuture[]::new))
                            .whenComplete((_, _) -> onConnected.forEach(Runnable::run));
        }
    }

    private CompletionStage<Void> subscribe(RedisEar ear, List<Channel> together) {
        together.forEach(channel -> channel.heardBy = ear);
        var names = together.stream().map(channel -> channel.name).toList();
        var done = ear.subscribe(names);
        var _ = done.thenRun(() -> rights.granted(SUBSCRIBE, names.getFirst()));
        var _ =
                done.exceptionally(
                        refused -> {
                            rights.refused(SUBSCRIBE, names.getFirst(), refused);
                            names.forEach(name -> dismissed(ear, name));
                            return null;
                        });
        return done;
    }

    /** Begins to connect if need be; null while nobody is known to hold the channel. */
    private @Nullable RedisEar earOf(Channel channel) {
        return topology.holderOf(channel.slot)
                .map(server -> ears.computeIfAbsent(server, this::listen))
                .orElse(null);
    }

    private RedisEar listen(RedisURI server) {
        var ear = new RedisEar(this, server, pubSub);
        ear.connect(client);
        return ear;
    }

    /** Not on a connection's own thread, which may hold locks of its own. */
    private void run(Runnable change) {
        try {
            timer.execute(
                    () -> {
                        synchronized (this) {
                            change.run();
                        }
                    });
        } catch (RejectedExecutionException closed) {
            // nobody wants to hear any more
        }
    }

    private static final class Channel {

        private final String name;
        private final int slot;
        private final String kind;
        private final Consumer<String> handler;

        /** Guarded by the lock of all channels. */
        private @Nullable RedisEar heardBy;

        Channel(String name, int slot, Consumer<String> handler) {
            this.name = name;
            this.slot = slot;
            this.kind = RedisRights.kind(name);
            this.handler = handler;
        }
    }
}
