package io.parley.chat.link;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisConnection;
import io.parley.redis.RedisConnections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 * itself; one that is open and silent, as behind a cable that was pulled, is replaced, and so is
 * one to a master that has become a replica.
 */
public final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration ASK = Duration.ofSeconds(1);

    /** A server that pauses for less is waited for. */
    private static final Duration PAUSE = Duration.ofMillis(2_500);

    private static final Duration SILENCE = Duration.ofSeconds(4);

    private static final int ASKS_FOR_A_TRIAL = 10;
    private static final Duration TRIAL = Duration.ofSeconds(10);

    /** Whose channel nobody hears. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final RedisConnections redis;
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicBoolean isRenewing = new AtomicBoolean();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("redis-link").factory());

    /** The timer's own. */
    private int asked;

    private volatile RedisConnection connection;
    private volatile long answeredAt = System.nanoTime();
    private volatile boolean isClosed;

    /** Connects; fails where Redis is not there yet. */
    public RedisLink(RedisConnections redis) {
        this.redis = redis;
        this.connection = watched(redis.connectNow());
        var _ = timer.scheduleWithFixedDelay(this::ask, 0, ASK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Commands of the connection as it is now: to be asked for anew for each use. */
    public RedisClusterAsyncCommands<String, String> async() {
        return connection.async();
    }

    /** Publishes for those who have the channel open; what gets lost is gone. */
    public CompletionStage<?> publish(String channel, String message) {
        return connection.publish(channel, message);
    }

    /** The command by which a script publishes. */
    public String publishCommand() {
        return connection.publishCommand();
    }

    /** False where Redis is away, or has said nothing for too long. */
    public boolean isAnswering() {
        return connection.isOpen() && !isSilentFor(PAUSE);
    }

    /** What Redis does not let this pod do. */
    public List<String> missingRights() {
        return redis.rights().missing();
    }

    /**
     * Does what this pod does only when there is something to write or to read, so that a right
     * that is missing shows before. {@link io.parley.redis.RedisRights} sees how it ends.
     */
    private void tryRights() {
        var commands = connection.async();
        var _ = commands.xadd(RedisKeys.trial(), Map.of("e", ""));
        var _ = commands.xrange(RedisKeys.trial(), Range.unbounded(), Limit.from(1));
        var _ = commands.xrevrange(RedisKeys.trial(), Range.unbounded(), Limit.from(1));
        var _ = commands.expire(RedisKeys.trial(), TRIAL);
        var _ = commands.del(RedisKeys.trial());
        var _ = commands.eval("return 1", ScriptOutputType.INTEGER, RedisKeys.trial());
        var _ =
                commands.evalsha(
                        commands.digest("return 1"), ScriptOutputType.INTEGER, RedisKeys.trial());
        var _ = connection.publish(RedisKeys.devices(NOBODY), "{}");
        tryLeases(commands);
    }

    private static void tryLeases(RedisClusterAsyncCommands<String, String> commands) {
        var lease = RedisKeys.lease(0, "trial");
        var _ = commands.hset(lease, "#", "0");
        var _ = commands.hmget(lease, "#");
        var _ = commands.hlen(lease);
        var _ = commands.hdel(lease, "#");
        var _ = commands.zadd(RedisKeys.runs(), 0, "trial");
        var _ = commands.zrange(RedisKeys.runs(), 0, 0);
        var _ = commands.zremrangebyscore(RedisKeys.runs(), Range.create(0, 0));
    }

    /** Grows with each connection and each failover: Redis may have lost what it had. */
    public int connects() {
        return connects.get() + redis.failovers();
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
        if (asked++ % ASKS_FOR_A_TRIAL == 0) {
            tryRights();
        }
        var _ =
                connection
                        .ask()
                        .thenRun(() -> answeredAt = System.nanoTime())
                        .exceptionally(_ -> null);
        if (connection.isOpen() && isSilentFor(SILENCE) && isRenewing.compareAndSet(false, true)) {
            var _ = renew().whenComplete((_, _) -> isRenewing.set(false));
        }
    }

    private CompletionStage<Void> renew() {
        return redis.connect().thenAccept(this::replaceBy);
    }

    private void replaceBy(RedisConnection fresh) {
        log.warn("Redis was silent on an open connection, it is replaced");
        var silent = connection;
        connection = watched(fresh);
        answeredAt = System.nanoTime();
        var _ = silent.closeAsync();
        if (isClosed) {
            fresh.close();
        }
    }

    private RedisConnection watched(RedisConnection fresh) {
        connects.incrementAndGet();
        fresh.onConnected(
                () -> {
                    answeredAt = System.nanoTime();
                    connects.incrementAndGet();
                });
        return fresh;
    }

    private boolean isSilentFor(Duration time) {
        return System.nanoTime() - answeredAt > time.toNanos();
    }
}
