package io.parley.chat.delivery;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.parley.chat.edge.RoomFrame;
import io.parley.model.RoomId;
import io.parley.model.wire.RedisKeys;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The pod's one Pub/Sub connection. At most once: what is lost here is found missing by the room's
 * actor. Events reach the listener in the order of the channel, on the connection's own thread.
 */
@Component
class RoomChannels implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RoomChannels.class);

    private final StatefulRedisPubSubConnection<String, String> connection;

    RoomChannels(RedisClient client) {
        this.connection = client.connectPubSub(StringCodec.UTF8);
    }

    void listen(Consumer<RoomFrame> listener) {
        connection.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String channel, String json) {
                        try {
                            listener.accept(StreamReader.frame(json));
                        } catch (JacksonException e) {
                            log.error("unreadable event channel={}", channel);
                        }
                    }
                });
    }

    /** Completes when Redis has confirmed; after a lost link it is renewed without being asked. */
    CompletionStage<Void> open(RoomId room) {
        return connection.async().subscribe(RedisKeys.channel(room));
    }

    CompletionStage<Void> close(RoomId room) {
        return connection.async().unsubscribe(RedisKeys.channel(room));
    }

    @Override
    public void destroy() {
        connection.close();
    }
}
