package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Hears what is said on a channel of Redis from the moment at which it is made. */
public final class Overheard implements AutoCloseable {

    private final RedisClient client = RedisClient.create(Infrastructure.shared().redisUrl());
    private final StatefulRedisPubSubConnection<String, String> connection;
    private final List<JsonNode> said = new CopyOnWriteArrayList<>();

    public Overheard(String channel) {
        connection = client.connectPubSub();
        connection.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String ignored, String message) {
                        said.add(Json.MAPPER.readTree(message));
                    }
                });
        connection.sync().subscribe(channel);
        assertThat(connection.isOpen()).isTrue();
    }

    /** All of it so far. */
    public List<JsonNode> said() {
        return said;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
