package io.parley.chat.delivery;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The pod's one Pub/Sub connection. At most once: what is lost here is found missing by others.
 * Payloads reach their handler in the order of the channel, on the connection's own thread. With
 * each new connection all channels that are open are subscribed anew, also those whose subscription
 * failed before.
 */
@Component
class LiveChannels implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LiveChannels.class);

    /** Channels of one command. */
    private static final int BATCH = 500;

    private final RedisClient client;
    private final RedisURI address;
    private final Map<String, Consumer<String>> open = new ConcurrentHashMap<>();
    private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isReplacing = new AtomicBoolean();
    private volatile StatefulRedisPubSubConnection<String, String> connection;

    LiveChannels(RedisClient client, RedisURI address) {
        this.client = client;
        this.address = address;
        this.connection = prepared(client.connectPubSub(StringCodec.UTF8, address));
    }

    /**
     * Completes when Redis has confirmed; where that fails, the next connection makes up for it.
     */
    CompletionStage<Void> open(String channel, Consumer<String> handler) {
        open.put(channel, handler);
        return connection.async().subscribe(channel);
    }

    void close(String channel) {
        open.remove(channel);
        var _ = connection.async().unsubscribe(channel);
    }

    /** Called after each new connection: what came in between was not heard. */
    void onConnected(Runnable action) {
        onConnected.add(action);
    }

    /** Drops a connection that says it is open and brings nothing. */
    void replace() {
        if (isReplacing.compareAndSet(false, true)) {
            log.warn("the subscription is dead on an open connection, it is replaced");
            var _ =
                    client.connectPubSubAsync(StringCodec.UTF8, address)
                            .thenAccept(this::replaceBy)
                            .whenComplete((_, _) -> isReplacing.set(false));
        }
    }

    @Override
    public void destroy() {
        connection.close();
    }

    private void replaceBy(StatefulRedisPubSubConnection<String, String> fresh) {
        var dead = connection;
        connection = prepared(fresh);
        connected();
        var _ = dead.closeAsync();
    }

    private StatefulRedisPubSubConnection<String, String> prepared(
            StatefulRedisPubSubConnection<String, String> fresh) {
        fresh.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String channel, String payload) {
                        var handler = open.get(channel);
                        if (handler != null) {
                            handler.accept(payload);
                        }
                    }
                });
        fresh.addListener(
                new RedisConnectionStateListener() {
                    @Override
                    public void onRedisConnected(RedisChannelHandler<?, ?> of, SocketAddress to) {
                        connected();
                    }
                });
        return fresh;
    }

    private void connected() {
        var channels = new ArrayList<>(open.keySet());
        for (var from = 0; from < channels.size(); from += BATCH) {
            var batch = channels.subList(from, Math.min(from + BATCH, channels.size()));
            var _ = connection.async().subscribe(batch.toArray(String[]::new));
        }
        onConnected.forEach(Runnable::run);
    }
}
