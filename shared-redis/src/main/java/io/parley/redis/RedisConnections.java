package io.parley.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Makes all connections of a process to its Redis, whatever that is: one server, the master that
 * sentinels name, or a cluster. Nothing is connected before it is asked for.
 */
public final class RedisConnections implements AutoCloseable {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final int FEW_THREADS = 2;

    /** Who asks a server that says nothing of a failover finds it by asking the others. */
    private static final Duration ASK_FOR_TOPOLOGY = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TOPOLOGIES = Duration.ofSeconds(1);

    private final ClientResources resources;

    /** For connections to one server each. */
    private final RedisClient single;

    /** The same for those that are made anew by who owns them. */
    private final RedisClient ears;

    private final RedisRights rights = new RedisRights();
    private final Topology topology;
    private final PubSub pubSub;
    private final Supplier<CompletableFuture<RedisConnection>> connect;
    private final IntSupplier failovers;
    private final Runnable stop;

    /**
     * @throws RedisRefusal where no Redis is set
     */
    public RedisConnections(RedisSettings settings) {
        this(settings, Math.max(FEW_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    private RedisConnections(RedisSettings settings, int threads) {
        var address = settings.address();
        resources = resources(threads);
        single = RedisClient.create(resources);
        single.setOptions(singleOptions(settings.authorities()).build());
        ears = RedisClient.create(resources);
        ears.setOptions(singleOptions(settings.authorities()).autoReconnect(false).build());
        single.addListener(rights);
        ears.addListener(rights);
        switch (address) {
            case RedisAddress.Single(var server) -> {
                topology = Topology.of(server);
                pubSub = PubSub.PLAIN;
                connect =
                        () ->
                                single.connectAsync(StringCodec.UTF8, server)
                                        .thenApply(RedisConnection::single)
                                        .toCompletableFuture();
                failovers = () -> 0;
                stop = () -> {};
            }
            case RedisAddress.Sentinel(var master) -> {
                topology = Topology.of(master);
                pubSub = PubSub.PLAIN;
                connect =
                        () ->
                                single.connectAsync(StringCodec.UTF8, master)
                                        .thenApply(RedisConnection::sentinel)
                                        .toCompletableFuture();
                failovers = () -> 0;
                stop = () -> {};
            }
            case RedisAddress.Cluster(var seeds) -> {
                var client = RedisClusterClient.create(resources, seeds);
                client.setOptions(clusterOptions(settings.authorities()));
                client.addListener(rights);
                var cluster = new ClusterTopology(client, seeds.getFirst());
                topology = cluster;
                pubSub = PubSub.SHARDED;
                connect =
                        () ->
                                cluster.known()
                                        .thenCompose(_ -> client.connectAsync(StringCodec.UTF8))
                                        .thenApply(RedisConnection::cluster);
                failovers = cluster::changes;
                stop = () -> client.shutdown(Duration.ZERO, LONGEST_STOP);
            }
        }
    }

    /** For a process to which Redis is a side line. */
    public static RedisConnections withFewThreads(RedisSettings settings) {
        return new RedisConnections(settings, FEW_THREADS);
    }

    /** A connection for commands. */
    public CompletableFuture<RedisConnection> connect() {
        return connect.get();
    }

    /**
     * The same, waited for.
     *
     * @throws RedisRefusal where there is none, with the reason and a remedy
     */
    public RedisConnection connectNow() {
        try {
            return connect().get(CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new RedisRefusal(explain(failure), failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** Channels to hear, on connections of their own. */
    public RedisChannels channels() {
        return new RedisChannels(ears, topology, pubSub, rights);
    }

    /** What Redis does not let this process do. */
    public RedisRights rights() {
        return rights;
    }

    /** Grows with each failover that is not seen as a new connection. */
    public int failovers() {
        return failovers.getAsInt();
    }

    /** Why there is no connection, and what to do about it, in one sentence. */
    public static String explain(Throwable failure) {
        return RedisFailures.explain(failure);
    }

    @Override
    public void close() {
        stop.run();
        ears.shutdown(Duration.ZERO, LONGEST_STOP);
        single.shutdown(Duration.ZERO, LONGEST_STOP);
        var _ = resources.shutdown(0, LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ClientResources resources(int threads) {
        return ClientResources.builder()
                .ioThreadPoolSize(threads)
                .computationThreadPoolSize(threads)
                .reconnectDelay(
                        Delay.fullJitter(
                                FIRST_RECONNECT,
                                LONGEST_RECONNECT,
                                FIRST_RECONNECT.toMillis(),
                                TimeUnit.MILLISECONDS))
                .build();
    }

    private static ClientOptions.Builder singleOptions(Optional<Path> authorities) {
        return common(ClientOptions.builder(), authorities);
    }

    private static ClusterClientOptions clusterOptions(Optional<Path> authorities) {
        var options = ClusterClientOptions.builder();
        common(options, authorities);
        return options.topologyRefreshOptions(
                        ClusterTopologyRefreshOptions.builder()
                                .adaptiveRefreshTriggersTimeout(BETWEEN_TOPOLOGIES)
                                .refreshTriggersReconnectAttempts(1)
                                .enablePeriodicRefresh(ASK_FOR_TOPOLOGY)
                                .build())
                // A server may be redirected to before it has been heard of
                .validateClusterNodeMembership(false)
                .build();
    }

    private static <B extends ClientOptions.Builder> B common(
            B options, Optional<Path> authorities) {
        options.autoReconnect(true)
                // A command that waits for a lost link must fail, not pile up
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(RedisAddress.PATIENCE))
                .socketOptions(
                        SocketOptions.builder().connectTimeout(RedisAddress.PATIENCE).build());
        authorities.ifPresent(
                file ->
                        options.sslOptions(
                                SslOptions.builder()
                                        .jdkSslProvider()
                                        .trustManager(file.toFile())
                                        .build()));
        return options;
    }
}
