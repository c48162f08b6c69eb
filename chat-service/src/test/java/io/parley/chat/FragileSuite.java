package io.parley.chat;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.TcpForwarder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two pods over a Kafka and a Redis of their own, which may be stopped; each pod reaches Redis
 * through a forwarder of its own.
 */
public final class FragileSuite {

    private static @Nullable FragileSuite shared;

    private final Path directory;
    private final Path redisData;
    private final OwnLog log;
    private final RedisServer redis;
    private final Running<RedisServer> runningRedis;
    private final TcpForwarder toNorth;
    private final TcpForwarder toSouth;
    private final Pod north;
    private final Pod south;

    private FragileSuite() throws IOException {
        directory = Files.createTempDirectory("parley-fragile-");
        redisData = directory.resolve("redis");
        log = OwnLog.start();
        redis = new RedisServer(redisData, directory.resolve("redis.log"));
        runningRedis = Running.start(redis);
        toNorth = new TcpForwarder(redis.port());
        toSouth = new TcpForwarder(redis.port());
        north = pod("north", toNorth);
        south = pod("south", toSouth);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-fragile-suite"));
    }

    /** Shared by all tests that break it and mend it again. */
    public static synchronized FragileSuite shared() {
        if (shared == null) {
            try {
                shared = new FragileSuite();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** The address of its Kafka. */
    public String kafkaBootstrapServers() {
        return log.kafka().server().bootstrapServers();
    }

    public MessageServiceStandIn messages() {
        return log.messages();
    }

    public Pod north() {
        return north;
    }

    public Pod south() {
        return south;
    }

    public TcpForwarder redisOfNorth() {
        return toNorth;
    }

    public TcpForwarder redisOfSouth() {
        return toSouth;
    }

    public void stopRedis() {
        kill(runningRedis);
    }

    /** A signal takes its time: until then a server may answer. */
    private static void kill(Running<?> server) {
        server.process().kill();
        await().until(() -> !server.process().isAlive());
    }

    public void startRedisEmpty() {
        try {
            Directories.delete(redisData);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runningRedis.relaunch();
        runningRedis.awaitReady();
    }

    /** Redis forgets all it has, and goes on. */
    public void flushRedis() {
        try (var hand = redis()) {
            hand.flushAll();
        }
    }

    /** A connection to Redis itself. */
    RedisHand redis() {
        return new RedisHand(redis.url());
    }

    public void stopKafka() {
        kill(log.kafka());
    }

    public void startKafka() {
        log.kafka().relaunch();
        log.kafka().awaitReady();
    }

    /** The log stands still, and goes on where it was. */
    public void pauseKafka() {
        signalKafka("STOP");
    }

    public void resumeKafka() {
        signalKafka("CONT");
    }

    private void signalKafka(String signal) {
        try {
            var pid = Long.toString(log.kafka().process().pid());
            new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until a test's last fault is over for both pods. */
    public void awaitHealth() {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                north.isReady()
                                        && south.isReady()
                                        && !north.isLate()
                                        && !south.isLate());
    }

    private void stop() {
        runningRedis.process().kill();
        log.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("Cannot delete " + directory + ": " + e.getMessage());
        }
    }

    private Pod pod(String id, TcpForwarder toRedis) {
        return Pod.start(id, log.settings("redis://127.0.0.1:" + toRedis.port()));
    }

    /** For what operators and accidents do to Redis. */
    static final class RedisHand implements AutoCloseable {

        private final RedisClient client;
        private final StatefulRedisConnection<String, String> connection;

        RedisHand(String url) {
            client = RedisClient.create(url);
            connection = client.connect();
        }

        void flushAll() {
            connection.sync().flushall();
        }

        long streamLength(String key) {
            return connection.sync().xlen(key);
        }

        @Override
        public void close() {
            client.shutdown();
        }
    }
}
