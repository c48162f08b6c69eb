package io.parley.test;

import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.stack.infrastructure.ServiceSchema;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Real PostgreSQL, Redis and Kafka for the tests of this JVM. Each starts when it is first asked
 * for, begins empty, and ends with the JVM, however that ends.
 */
public final class Infrastructure {

    /** The secret of the services in tests. */
    public static final String INTERNAL_SECRET = "test-internal-secret-0123456789abcdef";

    private static final String PASSWORD = "test-password";

    /**
     * {@code embedded}, {@code docker}, or {@code auto}: containers where Docker has the images.
     */
    private static final String CHOICE = "infra";

    private static final Infrastructure SHARED = new Infrastructure(choose());

    private final Servers servers;
    private final Once<Database> database = new Once<>(() -> newDatabase("parley"));

    private Infrastructure(Servers servers) {
        this.servers = servers;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-infrastructure"));
    }

    public static Infrastructure shared() {
        return SHARED;
    }

    /** The database of this JVM's tests. */
    public Database database() {
        return database.get();
    }

    /** What one service shows another one in {@code X-Parley-Internal}. */
    public static String serviceToken(ServiceName from, ServiceName to) {
        return new ServiceTokens(INTERNAL_SECRET, from, Clock.systemUTC()).to(to);
    }

    /** Whether a service of tests may call another one with that token. */
    public static boolean isServiceToken(@Nullable String token, ServiceName to) {
        return new ServiceTokens(INTERNAL_SECRET, to, Clock.systemUTC()).caller(token).isPresent();
    }

    /** One more database, empty, on the same server. */
    public Database newDatabase(String name) {
        var server = servers.postgres();
        var schema = new ServiceSchema(name, name + "_owner", PASSWORD);
        try {
            schema.create(server::connect);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name, e);
        }
        return new Database(server.jdbcUrl(name), schema.name(), PASSWORD);
    }

    /** {@code redis://host:port}. */
    public String redisUrl() {
        return servers.redisUrl();
    }

    /** {@code host:port}. */
    public String kafkaBootstrapServers() {
        return servers.kafkaBootstrapServers();
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

    private void stop() {
        try {
            servers.close();
        } catch (RuntimeException e) {
            System.err.println("Cannot stop the infrastructure of tests: " + e.getMessage());
        }
    }

    private static Servers choose() {
        var choice = System.getProperty(CHOICE, "auto");
        var hasImages = !choice.equals("embedded") && Docker.has(ContainerServers.IMAGES);
        return switch (choice) {
            case "embedded" -> new EmbeddedServers();
            case "auto" -> hasImages ? new ContainerServers() : new EmbeddedServers();
            case "docker" -> {
                if (!hasImages) {
                    throw new IllegalStateException(
                            "-Dinfra=docker: Docker must run and have the images "
                                    + ContainerServers.IMAGES
                                    + " and "
                                    + Docker.REAPER);
                }
                yield new ContainerServers();
            }
            default ->
                    throw new IllegalArgumentException(
                            "-Dinfra=%s: must be auto, docker or embedded".formatted(choice));
        };
    }
}
