package io.parley.chat.sequencer;

import static io.parley.chat.sequencer.SequencerGroup.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka that the sequencers' tests share, with the archive of its log, and a real Redis for
 * each test, which may be treated badly.
 */
final class SequencerLab implements AutoCloseable {

    private static @Nullable Shared shared;

    private final Shared common = shared();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path redisData;
    private final Running<RedisServer> redis;
    private final RedisEar ear;

    SequencerLab() {
        try {
            redisData = Files.createTempDirectory(common.directory, "redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        redis = Running.start(new RedisServer(redisData, file("redis.log")));
        ear = keep(new RedisEar(redisUrl()));
    }

    TestLog log() {
        return common.log;
    }

    ArchiveStandIn archive() {
        return common.archive;
    }

    RedisEar ear() {
        return ear;
    }

    String kafka() {
        return common.kafka.server().bootstrapServers();
    }

    String redisUrl() {
        return redis.server().url();
    }

    Path file(String name) {
        return common.directory.resolve(name);
    }

    void stopRedis() {
        redis.process().kill();
    }

    void startRedisEmpty() {
        try {
            Directories.delete(redisData);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        redis.relaunch();
        redis.awaitReady();
    }

    SequencerPod pod(String id, int groups) {
        return keep(newPod(id, groups));
    }

    SequencerPod newPod(String id, int groups) {
        return new SequencerPod(id, groups, kafka(), redisUrl(), archive().url());
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    void awaitPublished(RoomId room, int count) {
        awaiting(() -> assertThat(ear.published(room)).hasSizeGreaterThanOrEqualTo(count));
    }

    /** In the end: the archive walks the log at a pace of its own. */
    void assertPublishedIsTheLog(RoomId room) {
        awaiting(() -> assertThat(ear.publishedEvents(room)).isEqualTo(archive().events(room)));
    }

    static SequencerPod walking(SequencerPod pod) {
        awaiting(() -> assertThat(pod.walksAll(A)).isTrue());
        return pod;
    }

    static void awaiting(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(assertion);
    }

    @Override
    public void close() {
        archive().away(false);
        archive().roomHistoryAway(false);
        archive().behind(false);
        try {
            for (var each : open.reversed()) {
                each.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the test's pods do not end", e);
        }
        redis.close();
    }

    private static synchronized Shared shared() {
        if (shared == null) {
            try {
                shared = new Shared();
            } catch (IOException | ExecutionException e) {
                throw new IllegalStateException("no log to test with", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    /** What lasts as long as the JVM. */
    private static final class Shared {

        private final Path directory = Files.createTempDirectory("parley-sequencer-");
        private final Running<KafkaServer> kafka;
        private final ArchiveStandIn archive;
        private final TestLog log;

        Shared() throws IOException, ExecutionException, InterruptedException {
            kafka =
                    Running.start(
                            new KafkaServer(
                                    directory.resolve("kafka"),
                                    directory.resolve("kafka.log"),
                                    Durability.NONE));
            var servers = kafka.server().bootstrapServers();
            TestLog.create(servers);
            log = new TestLog(servers);
            archive = new ArchiveStandIn(servers);
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-sequencer-lab"));
        }

        private void stop() {
            archive.close();
            kafka.process().kill();
            try {
                Directories.delete(directory);
            } catch (IOException e) {
                System.err.println("Cannot delete " + directory + ": " + e.getMessage());
            }
        }
    }
}
