package io.parley.stack;

import io.parley.stack.infrastructure.FreePort;
import io.parley.stack.infrastructure.KafkaAccess;
import io.parley.stack.infrastructure.KafkaListener;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.ServiceSchema;
import io.parley.stack.infrastructure.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The services of one installation, with the settings that make them find each other. */
final class Services {

    static final String DATABASE = "parley";
    static final String MESSAGE_SCHEMA = "message_service";

    static final String USER = "user-service";
    private static final String MESSAGE = "message-service";
    private static final String GATEWAY = "gateway";
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /**
     * Limits by address of a gateway whose clients are all on this machine, and so at one address;
     * and by account, as the tools that use it are one admin. Those of misbehaviour stay as they
     * are.
     */
    private static final Map<String, String> LIMITS_OF_ONE_MACHINE =
            Map.of(
                    "PARLEY_SIGN_INS_PER_MINUTE", "100000",
                    "PARLEY_REFRESHES_PER_MINUTE", "100000",
                    "PARLEY_REQUESTS_PER_SECOND", "2000",
                    "PARLEY_ADDRESS_REQUESTS_PER_SECOND", "20000",
                    "PARLEY_CONNECTIONS_PER_ADDRESS", "100000",
                    "PARLEY_NEW_CONNECTIONS_PER_SECOND", "10000");

    private static final Set<String> OF_OTHER_SERVERS =
            Set.of(
                    "PARLEY_KAFKA_CA_FILE",
                    "PARLEY_REDIS_CA_FILE",
                    "PARLEY_REDIS_SENTINEL_PASSWORD");

    private final StackOptions options;
    private final DataFolder folder;
    private final Secrets secrets;
    private final FirstAdmin admin;
    private final int gatewayPort;

    Services(
            StackOptions options,
            DataFolder folder,
            Secrets secrets,
            FirstAdmin admin,
            int gatewayPort) {
        this.options = options;
        this.folder = folder;
        this.secrets = secrets;
        this.admin = admin;
        this.gatewayPort = gatewayPort;
    }

    /** The jars that the build makes. */
    static List<Path> jars(Path repository) {
        return Stream.of("user", "message", "chat", "gateway")
                .map(module -> jar(repository, module + "-service"))
                .toList();
    }

    /**
     * @throws StackException if a module is not built
     */
    static void requireBuilt(Path repository) {
        for (var jar : jars(repository)) {
            if (!Files.isRegularFile(jar)) {
                throw new StackException(
                        "%s is missing: build it with mvn -DskipTests package.".formatted(jar));
            }
        }
    }

    /** One for each service that uses Kafka, unless all connect directly. */
    static List<KafkaListener> kafkaListeners(StackOptions options, String password) {
        if (options.links().equals(Links.DIRECT)) {
            return List.of();
        }
        return Stream.concat(Stream.of(USER, MESSAGE), pods(options))
                .map(
                        client ->
                                KafkaListener.of(
                                        client,
                                        password,
                                        port -> options.links().route(client, "kafka", port)))
                .toList();
    }

    private static Stream<String> pods(StackOptions options) {
        return IntStream.rangeClosed(1, options.pods()).mapToObj(number -> "chat-" + number);
    }

    private static Stream<String> gateways(StackOptions options) {
        return IntStream.rangeClosed(1, options.gateways())
                .mapToObj(number -> number == 1 ? GATEWAY : GATEWAY + '-' + number);
    }

    /** In the order in which people think of them; each depends only on those before it. */
    List<JavaService> all(PostgresServer postgres, RedisServer redis, KafkaServer kafka) {
        var userSettings = user(postgres, kafka);
        var user = service(USER, USER, userSettings);
        var messageSettings = message(postgres, redis, kafka, user);
        var message = service(MESSAGE, MESSAGE, messageSettings);
        var pods = pods(options).map(name -> chat(name, redis, kafka, user, message)).toList();
        // Known only now, in time for what is launched later
        userSettings.put("PARLEY_POLICY_FOLLOWERS", urls(USER, message, pods));
        messageSettings.put("PARLEY_POLICY_FOLLOWERS", urls(MESSAGE, message, pods));
        var services = new ArrayList<JavaService>();
        services.add(user);
        services.add(message);
        services.addAll(pods);
        gateways(options).forEach(name -> services.add(gateway(name, redis, user, message, pods)));
        return services;
    }

    private Map<String, String> user(PostgresServer postgres, KafkaServer kafka) {
        var settings = internal();
        settings.putAll(database(USER, postgres, "user_service", secrets.userService()));
        unlessGiven("PARLEY_PUBLIC_URL", "http://localhost:" + gatewayPort, settings);
        unlessGiven("PARLEY_MAIL", "folder:" + folder.file("mail"), settings);
        settings.putAll(kafka(USER, kafka));
        if (admin.password() != null) {
            settings.put("PARLEY_ADMIN_NAME", admin.username());
            settings.put("PARLEY_ADMIN_PASSWORD", admin.password());
        }
        return settings;
    }

    /**
     * What is in the environment reaches the services, but who the first admin is, and how servers
     * are reached that are not ours.
     */
    private Map<String, String> given() {
        var settings = new HashMap<String, String>();
        options.environment()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("PARLEY_")
                                    && !name.startsWith("PARLEY_ADMIN_")
                                    && !OF_OTHER_SERVERS.contains(name)) {
                                settings.put(name, value);
                            }
                        });
        return settings;
    }

    private void unlessGiven(String name, String value, Map<String, String> settings) {
        if (options.environment().getOrDefault(name, "").isEmpty()) {
            settings.put(name, value);
        }
    }

    private Map<String, String> message(
            PostgresServer postgres, RedisServer redis, KafkaServer kafka, JavaService user) {
        var settings = internal();
        settings.putAll(database(MESSAGE, postgres, MESSAGE_SCHEMA, secrets.messageService()));
        settings.put("PARLEY_REDIS_URL", redisUrl(MESSAGE, redis));
        settings.putAll(kafka(MESSAGE, kafka));
        settings.put("PARLEY_USER_SERVICE_URL", url(MESSAGE, user));
        return settings;
    }

    private JavaService chat(
            String name,
            RedisServer redis,
            KafkaServer kafka,
            JavaService user,
            JavaService message) {
        var settings = internal();
        settings.put("PARLEY_POD_ID", name);
        settings.put("PARLEY_REDIS_URL", redisUrl(name, redis));
        settings.putAll(kafka(name, kafka));
        settings.put("PARLEY_USER_SERVICE_URL", url(name, user));
        settings.put("PARLEY_MESSAGE_SERVICE_URL", url(name, message));
        return service(name, "chat-service", settings);
    }

    private JavaService gateway(
            String name,
            RedisServer redis,
            JavaService user,
            JavaService message,
            List<JavaService> pods) {
        var settings = given();
        LIMITS_OF_ONE_MACHINE.forEach((limit, value) -> unlessGiven(limit, value, settings));
        settings.put("PARLEY_REDIS_URL", redisUrl(name, redis));
        settings.put("PARLEY_USER_SERVICE_URL", url(name, user));
        settings.put("PARLEY_MESSAGE_SERVICE_URL", url(name, message));
        settings.put(
                "PARLEY_CHAT_PODS",
                pods.stream().map(pod -> url(name, pod)).collect(Collectors.joining(",")));
        settings.put("PARLEY_INTERNAL_SECRET", secrets.internal());
        int port = name.equals(GATEWAY) ? gatewayPort : FreePort.next();
        return service(name, "gateway-service", port, settings);
    }

    private JavaService service(String name, String module, Map<String, String> settings) {
        return service(name, module, FreePort.next(), settings);
    }

    private JavaService service(
            String name, String module, int port, Map<String, String> settings) {
        var built = ServiceProgram.built(jar(options.repository(), module));
        var program = options.prepares() ? built.recording() : built.fastest();
        return new JavaService(name, program, port, settings, folder);
    }

    /** Settings of a service that only other services may reach. */
    private Map<String, String> internal() {
        var settings = given();
        settings.put("SERVER_ADDRESS", "127.0.0.1");
        settings.put("PARLEY_INTERNAL_SECRET", secrets.internal());
        return settings;
    }

    private String url(String from, JavaService to) {
        return "http://127.0.0.1:" + options.links().route(from, to.name(), to.port());
    }

    /** Of all processes that decide by what others tell them. */
    private String urls(String from, JavaService message, List<JavaService> pods) {
        return Stream.concat(Stream.of(message), pods.stream())
                .map(to -> to.name().equals(from) ? to.url() : url(from, to))
                .collect(Collectors.joining(","));
    }

    private String redisUrl(String from, RedisServer redis) {
        return redis.url(options.links().route(from, redis.name(), redis.port()));
    }

    private Map<String, String> kafka(String from, KafkaServer kafka) {
        return Map.of(
                "PARLEY_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(from),
                "PARLEY_KAFKA_SECURITY_PROTOCOL", KafkaAccess.PROTOCOL,
                "PARLEY_KAFKA_SASL_MECHANISM", KafkaAccess.MECHANISM,
                "PARLEY_KAFKA_USER", KafkaAccess.USER,
                "PARLEY_KAFKA_PASSWORD", secrets.kafka());
    }

    private Map<String, String> database(
            String service, PostgresServer postgres, String schema, String password) {
        try {
            new ServiceSchema(DATABASE, schema, password).create(postgres::connect);
        } catch (SQLException e) {
            throw new StackException(
                    "Cannot make the schema %s: %s".formatted(schema, e.getMessage()), e);
        }
        int port = options.links().route(service, postgres.name(), postgres.port());
        return Map.of(
                "PARLEY_DB_URL", PostgresServer.jdbcUrl(DATABASE, port),
                "PARLEY_DB_USER", schema,
                "PARLEY_DB_PASSWORD", password);
    }

    private static Path jar(Path repository, String module) {
        return repository
                .resolve(module)
                .resolve("target")
                .resolve(module + "-" + VERSION + ".jar");
    }
}
