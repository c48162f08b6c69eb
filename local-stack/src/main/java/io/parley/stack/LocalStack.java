package io.parley.stack;

import io.parley.stack.doctor.Installation;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.FreePort;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import io.parley.stack.infrastructure.Server;
import io.parley.stack.infrastructure.StackException;
import io.parley.stack.process.MemoryUse;
import io.parley.stack.process.Supervisor;
import io.parley.stack.process.Together;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite on this machine: real PostgreSQL, Redis and Kafka, every service, each a child
 * process. A member that ends by itself is started again until {@link #close}, unless the options
 * leave that to whoever ends it.
 */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final DataFolder folder;
    private final FirstAdmin admin;
    private final Consumer<String> say;
    private final Supervisor supervisor;
    private final int port;
    private final Instant startedAt = Instant.now();
    private final Map<String, Running<?>> members = new ConcurrentSkipListMap<>();
    private final Map<String, JavaService> latePods = new ConcurrentSkipListMap<>();
    private boolean closed;

    private LocalStack(StackOptions options, DataFolder folder, Consumer<String> say) {
        this.options = options;
        this.folder = folder;
        this.say = say;
        this.admin = FirstAdmin.of(folder, options.environment());
        this.port = options.port() == 0 ? FreePort.next() : options.port();
        this.supervisor = new Supervisor(say, this::record);
    }

    /**
     * Starts everything and waits until it can be used.
     *
     * @param say told one line for people at each step
     * @throws StackException with one sentence that says what to do; then nothing is left running
     */
    public static LocalStack start(StackOptions options, Consumer<String> say) {
        var stack = prepare(options, say);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** All that can be refused before anything is started. */
    static LocalStack prepare(StackOptions options, Consumer<String> say) {
        Services.requireBuilt(options.repository());
        var folder = DataFolder.open(options.data());
        try {
            int ended = Orphans.end(options.data());
            if (ended > 0) {
                say.accept("Ended %d processes of a run that was killed".formatted(ended));
            }
            if (options.fresh()) {
                folder.clear();
            }
            requireFree(options.port());
            return new LocalStack(options, folder, say);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void requireFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new StackException(
                    "Port %d cannot be used (%s): stop what uses it, or choose another one with --port."
                            .formatted(port, e.getMessage()),
                    e);
        }
    }

    void startAll() {
        var secrets = Secrets.of(folder);
        var postgres =
                new PostgresServer(
                        folder.file("postgresql"),
                        folder.newLog("postgresql"),
                        secrets.postgres(),
                        Durability.FULL);
        var redis = new RedisServer(folder.file("redis"), folder.newLog("redis"), secrets.redis());
        var kafka =
                new KafkaServer(
                        folder.file("kafka"),
                        folder.newLog("kafka"),
                        Durability.FULL,
                        Services.kafkaListeners(options, secrets.kafka()),
                        secrets.kafka());
        startTogether(List.of(postgres, kafka, redis));
        var services = new Services(options, folder, secrets, admin, port);
        var all = services.all(postgres, redis, kafka);
        startTogether(all.stream().filter(service -> !isLate(service)).toList());
        all.stream().filter(this::isLate).forEach(late -> latePods.put(late.name(), late));
        if (options.supervised()) {
            members.values().forEach(supervisor::watch);
        }
    }

    private boolean isLate(JavaService service) {
        return IntStream.range(0, options.latePods())
                .anyMatch(i -> service.name().equals("chat-" + (options.pods() - i)));
    }

    /** Names of the pods that are not started yet. */
    public List<String> latePods() {
        return List.copyOf(latePods.keySet());
    }

    /** Starts a pod that the others know of already, and waits until it is ready. */
    public void startLatePod(String name) {
        start(Objects.requireNonNull(latePods.remove(name), name));
    }

    private void startTogether(List<? extends Server> servers) {
        Together.run(servers.stream().<Runnable>map(server -> () -> start(server)).toList());
    }

    private void start(Server server) {
        long start = System.nanoTime();
        var running = launch(server);
        awaitReady(running);
        say.accept(
                "  %-16s ready in %4.1f s"
                        .formatted(server.name(), (System.nanoTime() - start) / 1e9));
    }

    /**
     * Where nobody supervises, one that gives up because others are slow is started once more, as
     * wherever something looks after it.
     */
    private void awaitReady(Running<?> running) {
        try {
            running.awaitReady();
        } catch (StackException e) {
            if (options.supervised() || running.process().isAlive()) {
                throw e;
            }
            running.relaunch();
            record();
            running.awaitReady();
        }
    }

    /** The launch itself is not under the lock, since PostgreSQL's first one takes seconds. */
    private Running<?> launch(Server server) {
        var running = Running.launch(server);
        synchronized (this) {
            if (!closed) {
                members.put(server.name(), running);
                record();
                return running;
            }
        }
        running.close();
        throw new StackException("Stopped while starting.");
    }

    private synchronized void record() {
        var entries = new ArrayList<RunRecord.Entry>();
        for (var member : members.values()) {
            entries.add(entry(member));
        }
        var self = ProcessHandle.current();
        var launcher =
                RunRecord.Entry.of("launcher", self, self.info().command().orElse("java"), 0, null);
        new RunRecord(launcher, address().toString(), startedAt, entries).write(folder);
    }

    /** Where everything is, for the doctor. */
    public Installation installation(Optional<Installation.Login> login) {
        return LocalInstallation.of(
                RunRecord.read(folder.directory()).orElseThrow(), folder.directory(), login);
    }

    private RunRecord.Entry entry(Running<?> member) {
        var server = member.server();
        @Nullable String readiness =
                server instanceof JavaService service ? service.readiness().toString() : null;
        return RunRecord.Entry.of(
                server.name(),
                member.process().handle(),
                folder.directory().toString(),
                server.port(),
                readiness);
    }

    /** Where the gateway answers. */
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** The same, for WebSocket clients. */
    public URI webSocketAddress() {
        return URI.create("ws://localhost:" + port + "/ws");
    }

    public FirstAdmin admin() {
        return admin;
    }

    /** Call it once the password has been shown. */
    public void forgetAdminPassword() {
        admin.forgetPassword(folder);
    }

    /** The member of that name, such as {@code chat-1}, {@code gateway} or {@code redis}. */
    public Running<?> member(String name) {
        var member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member " + name + " in " + members.keySet());
        }
        return member;
    }

    /** Names of all that runs. */
    public List<String> memberNames() {
        return List.copyOf(members.keySet());
    }

    /** The service of that name. */
    public JavaService service(String name) {
        if (member(name).server() instanceof JavaService service) {
            return service;
        }
        throw new IllegalArgumentException(name + " is no service");
    }

    /** Memory of all members and of this process, in MB. */
    public long megabytes() {
        return MemoryUse.ownMegabytes(ProcessHandle.current())
                + members.values().stream()
                        .mapToLong(member -> MemoryUse.megabytes(member.process().handle()))
                        .sum();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Stops all in order: what sends first, what stores last. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        supervisor.stop();
        stop(name -> name.startsWith("chat-"));
        stop(name -> name.startsWith("gateway") || name.endsWith("-service"));
        stop(name -> name.equals("kafka"));
        stop(name -> name.equals("redis"));
        stop(name -> name.equals("postgresql"));
        RunRecord.remove(folder);
        folder.close();
    }

    private void stop(Predicate<String> which) {
        Together.run(
                members.entrySet().stream()
                        .filter(member -> which.test(member.getKey()))
                        .<Runnable>map(member -> member.getValue()::close)
                        .toList());
    }
}
