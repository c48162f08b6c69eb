package io.parley.message.infra;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisConnection;
import io.parley.redis.RedisConnections;
import io.parley.redis.RedisRefusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The connection for commands. It is opened in the background, since nothing here needs Redis; once
 * open it comes back by itself, and commands fail at once meanwhile.
 */
@Component
public class RedisLink implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** Whose devices do not exist. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final RedisConnections redis;
    private volatile boolean isRunning;
    private volatile @Nullable RedisConnection connection;

    RedisLink(RedisConnections redis) {
        this.redis = redis;
    }

    /** Empty before the first connection. */
    public Optional<RedisConnection> connection() {
        return Optional.ofNullable(connection);
    }

    /** What Redis does not let this service do. */
    List<String> missingRights() {
        return redis.rights().missing();
    }

    /** Does what is rarely done, so that a right that is missing shows before. */
    void tryRights() {
        connection()
                .ifPresent(
                        open -> {
                            var _ =
                                    open.async()
                                            .xrange(
                                                    RedisKeys.trial(),
                                                    Range.unbounded(),
                                                    Limit.from(1));
                            var _ = open.publish(RedisKeys.POSTS, "");
                            var _ = open.publish(RedisKeys.devices(NOBODY), "");
                        });
    }

    @Override
    public void start() {
        isRunning = true;
        // No virtual one: the first connection is a second of class loading, which does not yield
        Thread.ofPlatform()
                .daemon()
                .name("redis-link")
                .start(() -> Retry.everySecond(this::isRunning, this::isConnected));
    }

    private boolean isConnected() {
        try {
            connection = redis.connectNow();
            tryRights();
            return true;
        } catch (RedisRefusal away) {
            LOG.atWarn()
                    .addKeyValue("reason", away.getMessage())
                    .log("Redis is away: history comes from PostgreSQL alone");
            return false;
        }
    }

    @Override
    public void stop() {
        isRunning = false;
        var open = connection;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
