package io.parley.test;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import io.parley.stack.infrastructure.Server;
import io.parley.stack.infrastructure.ServiceSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Real PostgreSQL, Redis and Kafka for the tests of this JVM. Each starts when it is first asked
 * for, begins empty, and ends with the JVM, however that ends.
 */
public final class Infrastructure {

    /** The secret of internal calls in tests. */
    public static final String INTERNAL_SECRET = "test-internal-secret-0123456789abcdef";

    private static final String PASSWORD = "test-password";
    private static final Infrastructure SHARED = new Infrastructure();

    private final ConcurrentLinkedDeque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
    private final Path directory = temporaryDirectory();
    private final Once<Running<PostgresServer>> postgres = new Once<>(this::startPostgres);
    private final Once<Database> database = new Once<>(() -> newDatabase("parley"));
    private final Once<Running<RedisServer>> redis = new Once<>(this::startRedis);
    private final Once<Running<KafkaServer>> kafka = new Once<>(this::startKafka);

    private Infrastructure() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-infrastructure"));
    }

    public static Infrastructure shared() {
        return SHARED;
    }

    /** The database of this JVM's tests. */
    public Database database() {
        return database.get();
    }

    /** One more database, empty, on the same server. */
    public Database newDatabase(String name) {
        var server = postgres.get().server();
        var schema = new ServiceSchema(name, name + "_owner", PASSWORD);
        try {
            schema.create(server);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name, e);
        }
        return new Database(server.jdbcUrl(name), schema.name(), PASSWORD);
    }

    /** {@code redis://host:port}. */
    public String redisUrl() {
        return redis.get().server().url();
    }

    /** {@code host:port}. */
    public String kafkaBootstrapServers() {
        return kafka.get().server().bootstrapServers();
    }

    /** The settings, by the names of environment variables, of a service that uses these parts. */
    public Map<String, String> settings(Part... parts) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("PARLEY_INTERNAL_SECRET", INTERNAL_SECRET);
        settings.put("PARLEY_TOKEN_ISSUER", TestTokens.ISSUER);
        for (var part : parts) {
            switch (part) {
                case POSTGRES -> settings.putAll(database().settings());
                case REDIS -> settings.put("PARLEY_REDIS_URL", redisUrl());
                case KAFKA ->
                        settings.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", kafkaBootstrapServers());
                case USER_SERVICE ->
                        settings.put("PARLEY_USER_SERVICE_URL", UserServiceStandIn.shared().url());
            }
        }
        return settings;
    }

    private Running<PostgresServer> startPostgres() {
        return keep(
                new PostgresServer(
                        directory.resolve("postgresql"),
                        directory.resolve("postgresql.log"),
                        PASSWORD,
                        Durability.NONE));
    }

    private Running<RedisServer> startRedis() {
        return keep(new RedisServer(directory.resolve("redis"), directory.resolve("redis.log")));
    }

    private Running<KafkaServer> startKafka() {
        return keep(
                new KafkaServer(
                        directory.resolve("kafka"),
                        directory.resolve("kafka.log"),
                        Durability.NONE));
    }

    private <S extends Server> Running<S> keep(S server) {
        var running = Running.start(server);
        started.push(running);
        return running;
    }

    private void stop() {
        try {
            for (var server : started) {
                server.close();
            }
            Directories.delete(directory);
        } catch (Exception e) {
            System.err.println("Cannot stop the infrastructure of tests: " + e.getMessage());
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("parley-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made by the first who asks, while others wait. */
    private static final class Once<T> {

        private final Supplier<T> make;
        private Optional<T> made = Optional.empty();

        Once(Supplier<T> make) {
            this.make = make;
        }

        synchronized T get() {
            if (made.isEmpty()) {
                made = Optional.of(make.get());
            }
            return made.get();
        }
    }
}
