package io.parley.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The commands of Pub/Sub. On a cluster a message must stay on the server that holds its channel;
 * the plain commands would send it to all servers.
 */
enum PubSub {
    PLAIN("PUBLISH") {
        @Override
        CompletionStage<?> publish(
                RedisClusterAsyncCommands<String, String> by, String channel, String message) {
            return by.publish(channel, message);
        }

        @Override
        CompletionStage<Void> subscribe(
                RedisPubSubAsyncCommands<String, String> by, List<String> channels) {
            return by.subscribe(channels.toArray(String[]::new));
        }

        @Override
        CompletionStage<Void> unsubscribe(
                RedisPubSubAsyncCommands<String, String> by, String channel) {
            return by.unsubscribe(channel);
        }
    },
    SHARDED("SPUBLISH") {
        @Override
        CompletionStage<?> publish(
                RedisClusterAsyncCommands<String, String> by, String channel, String message) {
            return by.spublish(channel, message);
        }

        @Override
        CompletionStage<Void> subscribe(
                RedisPubSubAsyncCommands<String, String> by, List<String> channels) {
            return by.ssubscribe(channels.toArray(String[]::new));
        }

        @Override
        CompletionStage<Void> unsubscribe(
                RedisPubSubAsyncCommands<String, String> by, String channel) {
            return by.sunsubscribe(channel);
        }
    };

    private final String command;

    PubSub(String command) {
        this.command = command;
    }

    /** What a script calls. */
    String command() {
        return command;
    }

    abstract CompletionStage<?> publish(
            RedisClusterAsyncCommands<String, String> by, String channel, String message);

    /** All channels belong to one slot where that matters. */
    abstract CompletionStage<Void> subscribe(
            RedisPubSubAsyncCommands<String, String> by, List<String> channels);

    abstract CompletionStage<Void> unsubscribe(
            RedisPubSubAsyncCommands<String, String> by, String channel);
}
