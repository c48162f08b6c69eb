package io.parley.message.post.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.model.room.Person;
import io.parley.stack.infrastructure.ChildProcess;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.test.RealInfrastructure;
import io.parley.test.UserServiceStandIn;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Followers that are cut off and resume a hundred times, each time at any of two replicas, while
 * posts change all the time, Redis is killed and comes back, and so is a replica.
 */
@RealInfrastructure
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumeTortureTest {

    private static final int ROUNDS = 100;
    private static final int REDIS_DIES = 25;
    private static final int REPLICA_DIES = 45;
    private static final int REDIS_IS_BACK = 60;
    private static final int REPLICA_IS_BACK = 75;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Random random = new Random(11);

    @TempDir private Path directory;
    private RedisServer redis;
    private ChildProcess redisProcess;
    private volatile List<ReplicaProcess> replicas = List.of();

    @BeforeEach
    void start() {
        redis = new RedisServer(directory, directory.resolve("redis.log"));
        startRedis();
        replicas = List.of(launch(), launch());
        replicas.forEach(ReplicaProcess::awaitReady);
    }

    @AfterEach
    void stop() {
        replicas.forEach(ReplicaProcess::close);
        redisProcess.kill();
    }

    @Test
    void followersCutOffAHundredTimesEndWithExactlyTheListOfPosts() {
        var readers =
                Stream.of(users.user("Uma"), users.admin("Alf")).map(PostReader::new).toList();
        try (var writer = new RestlessWriter(ada, this::anyPort)) {
            readers.forEach(reader -> readUntil(reader, ResumeTortureTest::hasSnapshot));
            for (var round = 0; round < ROUNDS; round++) {
                disturb(round, readers);
                readers.forEach(this::readSome);
            }
            assertThat(writer.changes()).isGreaterThan(ROUNDS);
        }
        for (var reader : readers) {
            for (var replica : replicas) {
                var end = publish(replica, "end");
                reader.read(replica.port(), events -> has(events, end));

                assertThat(reader.view()).isEqualTo(list(replica, reader.person()));
            }
            assertThat(reader.resets()).as("only the first snapshot").isEqualTo(1);
        }
    }

    private void disturb(int round, List<PostReader> readers) {
        switch (round) {
            case REDIS_DIES -> redisProcess.kill();
            case REPLICA_DIES -> {
                killUnder(readers.getFirst(), replicas.getLast());
                replicas = List.of(replicas.getFirst(), launch());
            }
            case REDIS_IS_BACK -> startRedis();
            case REPLICA_IS_BACK -> replicas.getLast().awaitReady();
            default -> {}
        }
    }

    /** The replica dies while the reader is being told something. */
    private static void killUnder(PostReader reader, ReplicaProcess replica) {
        reader.read(
                replica.port(),
                events -> {
                    if (!events.isEmpty()) {
                        replica.close();
                    }
                    return false;
                });
    }

    private void readSome(PostReader reader) {
        var wanted = random.nextInt(4);
        readUntil(reader, events -> events.size() > wanted);
    }

    /** A follower tries again, elsewhere perhaps, where nobody answers or is ready. */
    private void readUntil(PostReader reader, Predicate<List<EventStream.Event>> enough) {
        for (var isRead = false; !isRead; ) {
            try {
                reader.read(anyPort(), enough);
                isRead = true;
            } catch (UncheckedIOException notThere) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static boolean hasSnapshot(List<EventStream.Event> events) {
        return events.stream().anyMatch(event -> event.is("notice"));
    }

    private static boolean has(List<EventStream.Event> events, String post) {
        return events.stream().anyMatch(event -> event.post().equals(post));
    }

    private int anyPort() {
        return replicas.get(random.nextInt(replicas.size())).port();
    }

    private Map<String, JsonNode> list(ReplicaProcess replica, Person reader) {
        var posts = new LinkedHashMap<String, JsonNode>();
        for (var cursor = ""; ; ) {
            var page = Api.as(reader, replica.port()).get("/posts?limit=200" + cursor);
            page.json().path("items").forEach(post -> posts.put(post.path("id").asString(), post));
            if (page.text("next").isEmpty()) {
                return posts;
            }
            cursor = "&cursor=" + page.text("next");
        }
    }

    private String publish(ReplicaProcess replica, String title) {
        return Api.as(ada, replica.port())
                .post("/posts", Map.of("title", title, "body", "text"))
                .text("id");
    }

    private ReplicaProcess launch() {
        return ReplicaProcess.launch(directory, Map.of("PARLEY_REDIS_URL", redis.url()));
    }

    private void startRedis() {
        var process = redis.launch();
        process.await(() -> redis.isReady(process), redis.startLimit());
        redisProcess = process;
    }
}
