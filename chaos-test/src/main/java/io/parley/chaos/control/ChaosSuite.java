package io.parley.chaos.control;

import io.parley.chaos.proxy.FaultProxy;
import io.parley.stack.LocalStack;
import io.parley.stack.StackOptions;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        var links = new ProxiedLinks();
        var options =
                StackOptions.of(repository, data)
                        .withPort(0)
                        .withPods(pods)
                        .withFresh(true)
                        .withLinks(links)
                        .unsupervised()
                        .withEnvironment(
                                Map.of(
                                        "PARLEY_SEQUENCER_GROUPS",
                                        Integer.toString(groups),
                                        // One bad client must not hold up all the others here
                                        "PARLEY_MISDEEDS_PER_ADDRESS",
                                        "1000000"));
        var stack = LocalStack.start(options, say);
        links.route(CLIENTS, GATEWAY, stack.address().getPort());
        links.route(SLOW_CLIENTS, GATEWAY, stack.address().getPort());
        var redis =
                RedisPair.of(
                        links,
                        new Member(stack.member(REDIS)),
                        data.resolve(REDIS),
                        data.resolve("redis-2"),
                        data.resolve("logs").resolve("redis-2.log"));
        var suite = new ChaosSuite(stack, links, redis, data);
        // A run that is ended from outside must not leave a stopped process behind
        Runtime.getRuntime().addShutdownHook(new Thread(suite::close, "stop-chaos-suite"));
        return suite;
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
        return Stream.concat(pods().stream(), Stream.of(MESSAGE, GATEWAY)).toList();
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

    /** The gateway, for clients that behave. */
    public URI rest() {
        return URI.create("http://127.0.0.1:" + links.get(CLIENTS, GATEWAY).port());
    }

    public URI sockets() {
        return URI.create("ws://127.0.0.1:%d/ws".formatted(links.get(CLIENTS, GATEWAY).port()));
    }

    /** The gateway, for clients whose link can be made slow without harm to others. */
    public URI slowSockets() {
        return URI.create(
                "ws://127.0.0.1:%d/ws".formatted(links.get(SLOW_CLIENTS, GATEWAY).port()));
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
    public String kafka() {
        return stack.member(KAFKA).server() instanceof KafkaServer kafka
                ? kafka.bootstrapServers()
                : "";
    }

    /** The database, past all proxies. */
    public Connection database() throws SQLException {
        if (stack.member(POSTGRES).server() instanceof PostgresServer postgres) {
            return postgres.connect("parley");
        }
        throw new SQLException("no PostgreSQL");
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
