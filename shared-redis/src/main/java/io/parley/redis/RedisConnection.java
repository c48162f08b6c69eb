package io.parley.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A connection for commands; on a cluster one to each server that is needed, and a command goes to
 * the one that holds its first key. It comes back by itself when it is lost, and commands fail at
 * once meanwhile.
 */
public final class RedisConnection implements AutoCloseable {

    private final StatefulConnection<String, String> connection;
    private final RedisClusterAsyncCommands<String, String> commands;
    private final PubSub pubSub;
    private final Supplier<CompletionStage<?>> question;
    private final BooleanSupplier open;

    private RedisConnection(
            StatefulConnection<String, String> connection,
            RedisClusterAsyncCommands<String, String> commands,
            PubSub pubSub,
            Supplier<CompletionStage<?>> question,
            BooleanSupplier open) {
        this.connection = connection;
        this.commands = commands;
        this.pubSub = pubSub;
        this.question = question;
        this.open = open;
    }

    static RedisConnection single(StatefulRedisConnection<String, String> connection) {
        var commands = connection.async();
        return new RedisConnection(
                connection, commands, PubSub.PLAIN, commands::ping, connection::isOpen);
    }

    /** A master that became a replica is not the one to talk to any more. */
    static RedisConnection sentinel(StatefulRedisConnection<String, String> connection) {
        var commands = connection.async();
        Supplier<CompletionStage<?>> question =
                () ->
                        commands.role()
                                .thenAccept(
                                        role -> {
                                            if (!role.getFirst().equals("master")) {
                                                throw new RedisException("not the master");
                                            }
                                        });
        return new RedisConnection(
                connection, commands, PubSub.PLAIN, question, connection::isOpen);
    }

    /** That one server is away does not make the connection a closed one. */
    static RedisConnection cluster(StatefulRedisClusterConnection<String, String> connection) {
        var commands = connection.async();
        return new RedisConnection(
                connection, commands, PubSub.SHARDED, commands::ping, () -> true);
    }

    public RedisClusterAsyncCommands<String, String> async() {
        return commands;
    }

    /** Completes when it answers as it should. */
    public CompletionStage<?> ask() {
        return question.get();
    }

    public boolean isOpen() {
        return open.getAsBoolean();
    }

    /** For those who have the channel open with {@link RedisChannels}. */
    public CompletionStage<?> publish(String channel, String message) {
        return pubSub.publish(commands, channel, message);
    }

    /** The command by which a script publishes. */
    public String publishCommand() {
        return pubSub.command();
    }

    /** Called whenever the connection is there again: Redis may have lost what it had. */
    public void onConnected(Runnable action) {
        connection.addListener(
                new RedisConnectionStateListener() {
                    @Override
                    public void onRedisConnected(RedisChannelHandler<?, ?> of, SocketAddress to) {
                        action.run();
                    }
                });
    }

    public CompletableFuture<Void> closeAsync() {
        return connection.closeAsync();
    }

    @Override
    public void close() {
        connection.close();
    }
}
