package io.parley.chaos.control;

import io.parley.chaos.proxy.FaultProxy;
import io.parley.stack.JavaService;
import io.parley.stack.LocalStack;
import io.parley.stack.StackOptions;
import io.parley.stack.doctor.Installation;
import io.parley.stack.infrastructure.KafkaAccess;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The whole suite as processes that are ours to break, with a proxy in every link. */
public final class ChaosSuite implements AutoCloseable {

    public static final String REDIS = "redis";
    public static final String KAFKA = "kafka";
    public static final String POSTGRES = "postgresql";
    public static final String MESSAGE = "message-service";
    public static final String USER = "user-service";
    public static final String GATEWAY = "gateway";

    private static final String CLIENTS = "clients";
    private static final String SLOW_CLIENTS = "slow-clients";

    private final LocalStack stack;
    private final ProxiedLinks links;
    private final RedisPair redis;
    private final Path data;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ChaosSuite(LocalStack stack, ProxiedLinks links, RedisPair redis, Path data) {
        this.stack = stack;
        this.links = links;
        this.redis = redis;
        this.data = data;
    }

    /** Starts everything over a data folder of its own and waits until it can be used. */
    public static ChaosSuite start(
            Path repository, Path data, int pods, int groups, Consumer<String> say) {
        return start(
                repository,
                data,
                new Shape(pods, 0, 1, Map.of("PARLEY_SEQUENCER_GROUPS", Integer.toString(groups))),
                say);
    }

    /** As {@link #start(Path, Path, int, int, Consumer)}, of another shape. */
    public static ChaosSuite start(Path repository, Path data, Shape shape, Consumer<String> say) {
        var environment = new HashMap<>(shape.environment());
        // One bad client must not hold up all the others here
        environment.put("PARLEY_MISDEEDS_PER_ADDRESS", "1000000");
        var links = new ProxiedLinks();
        var options =
                StackOptions.of(repository, data)
                        .withPort(0)
                        .withPods(shape.pods())
                        .withLatePods(shape.latePods())
                        .withGateways(shape.gateways())
                        .withFresh(true)
                        .withLinks(links)
                        .unsupervised()
                        .withEnvironment(environment);
        var stack = LocalStack.start(options, say);
        for (var name : gateways(stack)) {
            links.route(CLIENTS, name, stack.member(name).server().port());
        }
        links.route(SLOW_CLIENTS, GATEWAY, stack.address().getPort());
        var redis =
                RedisPair.of(
                        links,
                        server(stack, REDIS, RedisServer.class),
                        new Member(stack.member(REDIS)),
                        data);
        var suite = new ChaosSuite(stack, links, redis, data);
        // A run that is ended from outside must not leave a stopped process behind
        Runtime.getRuntime().addShutdownHook(new Thread(suite::close, "stop-chaos-suite"));
        return suite;
    }

    /**
     * How many there are of what, and settings of the services.
     *
     * @param latePods how many of the pods are started later
     */
    public record Shape(int pods, int latePods, int gateways, Map<String, String> environment) {}

    private static List<String> gateways(LocalStack stack) {
        return stack.memberNames().stream().filter(name -> name.startsWith(GATEWAY)).toList();
    }

    /** Starts the late pods, and waits until they serve. */
    public void startLatePods() {
        stack.latePods().forEach(stack::startLatePod);
    }

    /** Names of the gateways. */
    public List<String> gateways() {
        return gateways(stack);
    }

    public Member member(String name) {
        return new Member(stack.member(name));
    }

    /** Names of the chat pods. */
    public List<String> pods() {
        return stack.memberNames().stream().filter(name -> name.startsWith("chat-")).toList();
    }

    /** Names of all that talk to Redis. */
    public List<String> redisClients() {
        return Stream.of(pods().stream(), Stream.of(MESSAGE), gateways().stream())
                .flatMap(names -> names)
                .toList();
    }

    public ProxiedLinks links() {
        return links;
    }

    public RedisPair redis() {
        return redis;
    }

    public Path data() {
        return data;
    }

    /** Ports where the services show their metrics, by the members' names. */
    public Map<String, Integer> managementPorts() {
        var ports = new TreeMap<String, Integer>();
        for (var name : stack.memberNames()) {
            if (stack.member(name).server() instanceof JavaService service) {
                ports.put(name, service.managementPort());
            }
        }
        return ports;
    }

    /** The gateway, for clients that behave. */
    public URI rest() {
        return URI.create("http://127.0.0.1:" + links.get(CLIENTS, GATEWAY).port());
    }

    public List<URI> sockets() {
        return gateways().stream()
                .map(name -> links.get(CLIENTS, name).port())
                .map(port -> URI.create("ws://127.0.0.1:%d/ws".formatted(port)))
                .toList();
    }

    /** The gateway, for clients whose link can be made slow without harm to others. */
    public List<URI> slowSockets() {
        return List.of(
                URI.create(
                        "ws://127.0.0.1:%d/ws".formatted(links.get(SLOW_CLIENTS, GATEWAY).port())));
    }

    /** The link of the clients whose link can be made slow. */
    public FaultProxy slowLink() {
        return links.get(SLOW_CLIENTS, GATEWAY);
    }

    public String adminName() {
        return stack.admin().username();
    }

    public String adminPassword() {
        return Objects.requireNonNull(stack.admin().password());
    }

    /** Kafka, past all proxies. */
    public KafkaAccess kafka() {
        return server(stack, KAFKA, KafkaServer.class).access();
    }

    /** The database, past all proxies. */
    public Connection database() throws SQLException {
        return server(stack, POSTGRES, PostgresServer.class).connect("parley");
    }

    private static <S> S server(LocalStack stack, String name, Class<S> type) {
        return type.cast(stack.member(name).server());
    }

    /** For the doctor, past all proxies but that of the clients. */
    public Installation installation(Optional<Installation.Login> login) {
        return stack.installation(login);
    }

    /** True when every member serves. */
    public boolean isReady() {
        return notReady().isEmpty();
    }

    /** Names of those that do not serve. */
    public List<String> notReady() {
        return stack.memberNames().stream().filter(name -> !member(name).isReady()).toList();
    }

    /** Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stack.memberNames().forEach(name -> member(name).resume());
        redis.close();
        stack.close();
        links.close();
    }
}
