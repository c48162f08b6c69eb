package io.parley.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The connection on which one server's channels are heard, until it is lost. */
final class RedisEar extends RedisPubSubAdapter<String, String>
        implements RedisConnectionStateListener {

    private final RedisChannels channels;
    private final RedisURI server;
    private final PubSub pubSub;
    private volatile @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private volatile boolean isClosed;

    RedisEar(RedisChannels channels, RedisURI server, PubSub pubSub) {
        this.channels = channels;
        this.server = server;
        this.pubSub = pubSub;
    }

    RedisURI server() {
        return server;
    }

    /** Of sentinels, each connection asks anew for the master. */
    void connect(RedisClient client) {
        var _ =
                client.connectPubSubAsync(StringCodec.UTF8, server)
                        .whenComplete(
                                (fresh, failure) -> {
                                    if (failure == null) {
                                        take(fresh);
                                    }
                                    channels.connected(this, failure);
                                });
    }

    boolean isConnected() {
        return connection != null && !isClosed;
    }

    CompletionStage<Void> subscribe(List<String> names) {
        var open = connection;
        return open == null
                ? CompletableFuture.failedFuture(new IllegalStateException("not connected"))
                : pubSub.subscribe(open.async(), names);
    }

    void unsubscribe(String name) {
        var open = connection;
        if (open != null) {
            var _ = pubSub.unsubscribe(open.async(), name);
        }
    }

    void close() {
        isClosed = true;
        var open = connection;
        if (open != null) {
            var _ = open.closeAsync();
        }
    }

    @Override
    public void message(String channel, String payload) {
        channels.heard(channel, payload);
    }

    @Override
    public void smessage(String channel, String payload) {
        channels.heard(channel, payload);
    }

    @Override
    public void sunsubscribed(String channel, long count) {
        channels.dismissed(this, channel);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> of) {
        channels.disconnected(this);
    }

    private void take(StatefulRedisPubSubConnection<String, String> fresh) {
        fresh.addListener((RedisConnectionStateListener) this);
        fresh.addListener((RedisPubSubListener<String, String>) this);
        connection = fresh;
        if (isClosed) {
            var _ = fresh.closeAsync();
        } else if (!fresh.isOpen()) {
            channels.disconnected(this);
        }
    }
}
