package io.parley.kafka.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kafka.connection.KafkaConnection;
import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaListener;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.TcpForwarder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Over a Kafka of its own, which is stopped and frozen. */
@Tag("servers")
class LogFollowerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STALE = Duration.ofSeconds(4);

    private static Path directory;
    private static TcpForwarder link;
    private static KafkaServer server;
    private static Running<KafkaServer> kafka;
    private static KafkaProducer<byte[], byte[]> producer;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> missed = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startKafka() throws IOException {
        directory = Files.createTempDirectory("parley-follow-");
        var links = new ArrayList<TcpForwarder>();
        var listener = KafkaListener.of("follower", port -> linkTo(port, links));
        link = links.getFirst();
        server =
                new KafkaServer(
                        directory.resolve("kafka"),
                        directory.resolve("kafka.log"),
                        Durability.NONE,
                        List.of(listener));
        kafka = Running.start(server);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", server.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    private static int linkTo(int port, List<TcpForwarder> links) {
        links.add(new TcpForwarder(port));
        return links.getFirst().port();
    }

    @AfterAll
    static void stopKafka() throws IOException {
        producer.close(Duration.ZERO);
        kafka.close();
        link.close();
        Directories.delete(directory);
    }

    @Test
    void aFollowerFromNowOnSeesWhatComesAndNotWhatWas(TestInfo test) throws Exception {
        var topic = topic(test, Optional.empty());
        make(topic);
        write(topic, "a", "before");
        try (var follower = follow(topic)) {
            awaitEnd(follower);

            var offset = write(topic, "a", "after");

            assertThat(follower.awaitApplied(partition(topic, "a"), offset, PATIENCE)).isTrue();
            assertThat(seen).containsExactly("after");
            assertThat(follower.awaitApplied(partition(topic, "a"), offset + 1, Duration.ZERO))
                    .isFalse();
        }
    }

    @Test
    void aFollowerSinceATimeAlsoSeesWhatWasLately(TestInfo test) throws Exception {
        var topic = topic(test, Optional.of(Duration.ofMinutes(15)));
        make(topic);
        write(topic, "a", "one");
        write(topic, "b", "two");
        try (var follower = follow(topic)) {
            awaitEnd(follower);

            assertThat(seen).containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    void itMakesTheTopicAndIsFreshWithoutAnyRecord(TestInfo test) throws Exception {
        var topic = topic(test, Optional.of(Duration.ofMinutes(15)));
        try (var follower = follow(topic)) {
            awaitEnd(follower);
            write(topic, "a", "first");

            await().atMost(PATIENCE).until(() -> seen.contains("first"));
            assertThat(follower.staleFor()).isLessThan(PATIENCE);
        }
    }

    @Test
    void aListenerThatFailsDoesNotStopIt(TestInfo test) throws Exception {
        var topic = topic(test, Optional.empty());
        try (var follower = follow(topic)) {
            awaitEnd(follower);
            write(topic, "a", "bad");
            var offset = write(topic, "a", "good");

            assertThat(follower.awaitApplied(partition(topic, "a"), offset, PATIENCE)).isTrue();
            assertThat(seen).containsExactly("good");
        }
    }

    @Test
    void aFrozenLinkMakesItStaleAndNothingIsMissedAfterwards(TestInfo test) throws Exception {
        var topic = topic(test, Optional.empty());
        try (var follower = follow(topic)) {
            awaitEnd(follower);
            link.freeze();
            try {
                await().atMost(PATIENCE).until(() -> follower.staleFor().compareTo(STALE) > 0);
                assertThat(follower.hasReachedEnd()).isTrue();
                write(topic, "a", "meanwhile");
            } finally {
                link.thaw();
            }

            var offset = write(topic, "a", "later");

            assertThat(follower.awaitApplied(partition(topic, "a"), offset, PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(() -> follower.staleFor().compareTo(STALE) < 0);
            assertThat(seen).containsExactly("meanwhile", "later");
        }
    }

    @Test
    void itGoesOnWhereItWasAfterKafkaCameBack(TestInfo test) throws Exception {
        var topic = topic(test, Optional.empty());
        try (var follower = follow(topic)) {
            awaitEnd(follower);
            write(topic, "a", "one");
            await().atMost(PATIENCE).until(() -> seen.contains("one"));
            kafka.process().kill();
            await().atMost(PATIENCE).until(() -> follower.staleFor().compareTo(STALE) > 0);
            kafka.relaunch();
            kafka.awaitReady();

            var offset = write(topic, "a", "two");

            assertThat(follower.awaitApplied(partition(topic, "a"), offset, PATIENCE)).isTrue();
            assertThat(seen).containsExactly("one", "two");
            assertThat(missed).isEmpty();
        }
    }

    @Test
    void aTopicThatWasMadeAnewIsBegunAnew(TestInfo test) throws Exception {
        var topic = topic(test, Optional.of(Duration.ofMinutes(15)));
        try (var follower = follow(topic)) {
            awaitEnd(follower);
            write(topic, "a", "one");
            write(topic, "a", "two");
            await().atMost(PATIENCE).until(() -> seen.contains("two"));

            try (var admin = admin()) {
                admin.deleteTopics(List.of(topic.name())).all().get();
            }
            await().atMost(PATIENCE).until(() -> isMade(topic));
            write(topic, "a", "other");

            await().atMost(PATIENCE).until(() -> seen.contains("other"));
        }
    }

    private LogFollower follow(FollowedTopic topic) {
        var follower =
                new LogFollower(
                        topic,
                        new LogListener() {
                            @Override
                            public void apply(byte[] value) {
                                var text = new String(value, UTF_8);
                                if (text.equals("bad")) {
                                    throw new IllegalArgumentException(text);
                                }
                                seen.add(text);
                            }

                            @Override
                            public void missed() {
                                missed.add("missed");
                            }
                        });
        follower.start();
        return follower;
    }

    private static void awaitEnd(LogFollower follower) {
        await().atMost(PATIENCE).until(follower::hasReachedEnd);
    }

    private static FollowedTopic topic(TestInfo test, Optional<Duration> since) {
        return new FollowedTopic(
                KafkaConnection.plain(server.bootstrapServers("follower")),
                test.getTestMethod().orElseThrow().getName(),
                2,
                (short) 1,
                since);
    }

    private static void make(FollowedTopic topic) throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            admin.createTopics(List.of(topic.toMake())).all().get();
        }
    }

    private static boolean isMade(FollowedTopic topic) {
        try (var admin = admin()) {
            admin.createTopics(List.of(topic.toMake())).all().get();
            return true;
        } catch (ExecutionException stillGoing) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    private static int partition(FollowedTopic topic, String key) {
        return Math.floorMod(key.hashCode(), topic.partitions());
    }

    private static long write(FollowedTopic topic, String key, String value)
            throws ExecutionException, InterruptedException {
        return producer.send(
                        new ProducerRecord<>(
                                topic.name(),
                                partition(topic, key),
                                key.getBytes(UTF_8),
                                value.getBytes(UTF_8)))
                .get()
                .offset();
    }
}
