package io.parley.stack.infrastructure;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * One Kafka node that is broker and controller, in a JVM of its own. With a password each of its
 * ports asks for it, that of the controller too. Its settings stand in a file that only its owner
 * reads.
 */
public final class KafkaServer implements Server {

    private final Path directory;
    private final Path log;
    private final Path ready;
    private final Durability durability;
    private final List<KafkaListener> listeners;
    private final String password;
    private final int port = FreePort.next();
    private final int controllerPort = FreePort.next();

    /** A server over the directory's data that lets everybody in, for tests. */
    public KafkaServer(Path directory, Path log, Durability durability) {
        this(directory, log, durability, List.of());
    }

    /** As above, with listeners for certain clients besides the one for everybody. */
    public KafkaServer(
            Path directory, Path log, Durability durability, List<KafkaListener> listeners) {
        this(directory, log, durability, listeners, "");
    }

    /**
     * As above.
     *
     * @param password of letters and digits, that clients have to know; empty: none
     */
    public KafkaServer(
            Path directory,
            Path log,
            Durability durability,
            List<KafkaListener> listeners,
            String password) {
        this.directory = directory;
        this.log = log;
        this.ready = directory.resolve("ready");
        this.durability = durability;
        this.listeners = List.copyOf(listeners);
        this.password = password;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** For clients that use the listener for everybody. */
    public KafkaAccess access() {
        return KafkaAccess.local(bootstrapServers(), password);
    }

    /** What this client is to use: its own listener if it has one. */
    public String bootstrapServers(String client) {
        return listeners.stream()
                .filter(listener -> listener.client().equals(client))
                .map(listener -> "127.0.0.1:" + listener.advertisedPort())
                .findFirst()
                .orElseGet(this::bootstrapServers);
    }

    @Override
    public ChildProcess launch() {
        try {
            Directories.createPrivate(directory);
            Files.createDirectories(directory.resolve("data"));
            Files.deleteIfExists(ready);
            var command = command(writeSettings(), copyLogback(directory), ready);
            return ChildProcess.start(ChildProcess.Spec.of("Kafka", command, directory, log));
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write Kafka's settings to %s (is the disk full?): %s"
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private List<String> command(Path settings, Path logback, Path ready) {
        return List.of(
                JavaProgram.path(),
                // first, since systems show only the beginning of a long command line
                "-Dparley.data=" + directory,
                "-Xms64m",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + logback,
                "-cp",
                JavaProgram.classPath(),
                KafkaNode.class.getName(),
                settings.toString(),
                ready.toString());
    }

    private static Path copyLogback(Path directory) throws IOException {
        var file = directory.resolve("logback.xml");
        try (var in = KafkaServer.class.getResourceAsStream("kafka-logback.xml")) {
            if (in == null) {
                throw new IOException("kafka-logback.xml is not on the class path");
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private Path writeSettings() throws IOException {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        listen(settings);
        settings.put("log.dirs", directory.resolve("data").toString());
        settings.put("auto.create.topics.enable", "false");
        if (durability == Durability.FULL) {
            // with replicas their memory would do; a single node has only its disk
            settings.put("log.flush.interval.messages", "1");
        }
        oneNode(settings);
        smallMemory(settings);
        var file = directory.resolve("kafka.properties");
        var text = new StringWriter();
        settings.store(text, null);
        PrivateFile.write(file, text.toString());
        return file;
    }

    private void listen(Properties settings) {
        var protocol = password.isEmpty() ? "PLAINTEXT" : KafkaAccess.PROTOCOL;
        var bound = new StringBuilder("MAIN://127.0.0.1:" + port);
        var advertised = new StringBuilder("MAIN://127.0.0.1:" + port);
        var protocols = new StringBuilder("MAIN:%s,CONTROLLER:%<s".formatted(protocol));
        ask("main", settings);
        ask("controller", settings);
        settings.put("inter.broker.listener.name", "MAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", KafkaAccess.MECHANISM);
        settings.put("sasl.mechanism.controller.protocol", KafkaAccess.MECHANISM);
        settings.put("sasl.enabled.mechanisms", KafkaAccess.MECHANISM);
        for (int i = 0; i < listeners.size(); i++) {
            var listener = listeners.get(i);
            bound.append(",CLIENT%d://127.0.0.1:%d".formatted(i, listener.port()));
            advertised.append(",CLIENT%d://127.0.0.1:%d".formatted(i, listener.advertisedPort()));
            protocols.append(",CLIENT%d:%s".formatted(i, listener.protocol()));
            var prefix = "listener.name.client%d.".formatted(i);
            listener.settings().forEach((name, value) -> settings.put(prefix + name, value));
        }
        settings.put("listeners", bound + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", advertised.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
    }

    private void ask(String listener, Properties settings) {
        KafkaListener.settings(password)
                .forEach(
                        (name, value) ->
                                settings.put(
                                        "listener.name.%s.%s".formatted(listener, name), value));
    }

    private static void oneNode(Properties settings) {
        for (var topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
    }

    /** The defaults are for machines of their own: the cleaner alone asks for 128 MB of heap. */
    private static void smallMemory(Properties settings) {
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("num.io.threads", "4");
        settings.put("num.network.threads", "2");
        settings.put("log.index.size.max.bytes", "1048576");
    }

    /** True when it has said so itself: its port is open long before it serves. */
    @Override
    public boolean isReady(ChildProcess process) {
        return Files.exists(ready);
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(90);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(20);
    }
}
