package io.parley.test;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import io.parley.stack.infrastructure.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Servers as child processes of this JVM. */
final class EmbeddedServers implements Servers {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String PASSWORD = "test-password";

    private final ConcurrentLinkedDeque<Running<?>> started = new ConcurrentLinkedDeque<>();
    private final Path directory = temporaryDirectory();
    private final Once<PostgresServer> postgres = new Once<>(this::startPostgres);
    private final Once<RedisServer> redis =
            new Once<>(
                    () -> start(new RedisServer(folder("redis"), directory.resolve("redis.log"))));
    private final Once<KafkaServer> kafka =
            new Once<>(
                    () ->
                            start(
                                    new KafkaServer(
                                            folder("kafka"),
                                            directory.resolve("kafka.log"),
                                            Durability.NONE)));

    @Override
    public Postgres postgres() {
        return new Postgres(LOOPBACK, postgres.get().port(), PostgresServer.SUPERUSER, PASSWORD);
    }

    @Override
    public String redisUrl() {
        return redis.get().url();
    }

    @Override
    public String kafkaBootstrapServers() {
        return kafka.get().bootstrapServers();
    }

    @Override
    public void close() {
        started.forEach(Running::close);
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PostgresServer startPostgres() {
        return start(
                new PostgresServer(
                        folder("postgresql"),
                        directory.resolve("postgresql.log"),
                        PASSWORD,
                        Durability.NONE));
    }

    private <S extends Server> S start(S server) {
        started.push(Running.start(server));
        return server;
    }

    private Path folder(String name) {
        return directory.resolve(name);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("parley-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
