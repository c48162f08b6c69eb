package io.parley.message.infra;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
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

    private final RedisClient client;
    private volatile boolean isRunning;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    RedisLink(RedisClient client) {
        this.client = client;
    }

    /** Empty before the first connection. */
    public Optional<RedisAsyncCommands<String, String>> commands() {
        return Optional.ofNullable(connection).map(StatefulRedisConnection::async);
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
            connection = client.connect();
            return true;
        } catch (RedisException away) {
            LOG.atWarn().log("Redis is away: history comes from PostgreSQL alone");
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
