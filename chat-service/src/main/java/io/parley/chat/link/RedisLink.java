package io.parley.chat.link;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection for commands that is asked every second whether it lives. A lost one comes back by
 * itself; one that is open and silent, as behind a cable that was pulled, is replaced.
 */
public final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration ASK = Duration.ofSeconds(1);

    /** A server that pauses for less is waited for. */
    private static final Duration PAUSE = Duration.ofMillis(2_500);

    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final RedisClient client;
    private final RedisURI address;
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicBoolean isRenewing = new AtomicBoolean();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("redis-link").factory());
    private volatile StatefulRedisConnection<String, String> connection;
    private volatile long answeredAt = System.nanoTime();
    private volatile boolean isClosed;

    /** Connects; fails where Redis is not there yet. */
    public RedisLink(RedisClient client, RedisURI address) {
        this.client = client;
        this.address = address;
        this.connection = watched(client.connect(StringCodec.UTF8, address));
        var _ = timer.scheduleWithFixedDelay(this::ask, 0, ASK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Commands of the connection as it is now: to be asked for anew for each use. */
    public RedisAsyncCommands<String, String> async() {
        return connection.async();
    }

    /** False where Redis is away, or has said nothing for too long. */
    public boolean isAnswering() {
        return connection.isOpen() && !isSilentFor(PAUSE);
    }

    /** Grows with each connection: Redis may have lost what it had. */
    public int connects() {
        return connects.get();
    }

    @Override
    public void close() {
        isClosed = true;
        timer.shutdownNow();
        connection.close();
    }

    private void ask() {
        try {
            askOnce();
        } catch (RuntimeException e) {
            log.error("Redis cannot be asked", e);
        }
    }

    private void askOnce() {
        var _ =
                connection
                        .async()
                        .ping()
                        .thenRun(() -> answeredAt = System.nanoTime())
                        .exceptionally(_ -> null);
        if (connection.isOpen() && isSilentFor(SILENCE) && isRenewing.compareAndSet(false, true)) {
            var _ = renew().whenComplete((_, _) -> isRenewing.set(false));
        }
    }

    private CompletionStage<Void> renew() {
        return client.connectAsync(StringCodec.UTF8, address).thenAccept(this::replaceBy);
    }

    private void replaceBy(StatefulRedisConnection<String, String> fresh) {
        log.warn("Redis was silent on an open connection, it is replaced");
        var silent = connection;
        connection = watched(fresh);
        answeredAt = System.nanoTime();
        var _ = silent.closeAsync();
        if (isClosed) {
            fresh.close();
        }
    }

    private StatefulRedisConnection<String, String> watched(
            StatefulRedisConnection<String, String> fresh) {
        connects.incrementAndGet();
        fresh.addListener(
                new RedisConnectionStateListener() {
                    @Override
                    public void onRedisConnected(RedisChannelHandler<?, ?> of, SocketAddress to) {
                        answeredAt = System.nanoTime();
                        connects.incrementAndGet();
                    }
                });
        return fresh;
    }

    private boolean isSilentFor(Duration time) {
        return System.nanoTime() - answeredAt > time.toNanos();
    }
}
