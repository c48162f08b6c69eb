package io.parley.message.post.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.model.room.Person;
import io.parley.stack.infrastructure.ChildProcess;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.test.RealInfrastructure;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas on one PostgreSQL and a Redis that dies and comes back. */
@RealInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int POSTS_IN_TURN = 10;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Random random = new Random(7);
    private final List<String> alive = new ArrayList<>();

    private RedisServer redis;
    private ChildProcess redisProcess;
    private Replica one;
    private Replica two;

    @BeforeAll
    void start(@TempDir Path directory) {
        redis = new RedisServer(directory, directory.resolve("redis.log"));
        startRedis();
        one = startReplica(Map.of());
        two = startReplica(Map.of());
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
        redisProcess.kill();
    }

    /**
     * By the bell: without one posts are looked for every two seconds, so that posts which each
     * wait for the one before would take nearly that long each.
     */
    @Test
    void postsWrittenThroughOneReachFollowersOfTheOtherByTheBell() {
        var uma = users.user("Uma");
        try (var stream = two.follow(uma)) {
            stream.await(event -> event.is("notice"));
            var took = timed(() -> publishInTurn(stream));

            assertThat(took).isLessThan(LOOK.multipliedBy(POSTS_IN_TURN / 2));
        }
    }

    private void publishInTurn(EventStream stream) {
        for (var i = 0; i < POSTS_IN_TURN; i++) {
            var post = publish(one, "across " + i);
            stream.await(event -> event.post().equals(post));
        }
    }

    @Test
    void whileRedisIsAwayAPostArrivesWithinFiveSeconds() {
        var uma = users.user("Uma");
        try (var stream = two.follow(uma)) {
            stream.await(event -> event.is("notice"));
            redisProcess.kill();

            var post = publish(one, "without a bell");
            var took = timed(() -> stream.await(event -> event.post().equals(post)));

            assertThat(took).isLessThan(Duration.ofSeconds(5));
        } finally {
            startRedis();
        }
    }

    @Test
    void aScheduledPostIsPublishedOnceAtItsTime() {
        var uma = users.user("Uma");
        try (var first = one.follow(uma);
                var second = two.follow(uma)) {
            var at = Instant.now().plusSeconds(3);
            var made =
                    one.as(ada)
                            .post("/posts", Map.of("title", "later", "body", "b", "publishAt", at));
            var id = made.text("id");
            assertThat(made.text("state")).isEqualTo("scheduled");
            assertThat(two.as(uma).get("/posts/" + id).status()).isEqualTo(404);

            for (var stream : List.of(first, second)) {
                stream.await(event -> event.post().equals(id));
            }
            var end = publish(two, "end");
            for (var stream : List.of(first, second)) {
                stream.await(event -> event.post().equals(end));
                var told = stream.changes().stream().filter(e -> e.post().equals(id)).toList();
                assertThat(told).hasSize(1);
                assertThat(told.getFirst().data().path("version").asLong()).isEqualTo(2);
                assertThat(Instant.parse(told.getFirst().data().path("publishedAt").asString()))
                        .isBetween(at.minusMillis(1), at.plusSeconds(5));
            }
        }
    }

    @Test
    void aFollowerKilledAndResumedManyTimesEndsWithExactlyTheListOfPosts() {
        var uma = users.user("Uma");
        var view = new HashMap<String, JsonNode>();
        var lastId = "";
        for (var round = 0; round < 100; round++) {
            var replica = round % 2 == 0 ? one : two;
            if (round == 40) {
                redisProcess.kill();
            }
            if (round == 60) {
                startRedis();
            }
            if (round == 80) {
                two.close();
                two = startReplica(Map.of());
                replica = two;
            }
            try (var stream =
                    lastId.isEmpty()
                            ? replica.follow(uma, "snapshot=true")
                            : EventStream.resume(replica.port(), uma, lastId)) {
                change(random.nextBoolean() ? one : two);
                change(random.nextBoolean() ? one : two);
                if (round % 3 == 0) {
                    var seen = publish(replica, "seen " + round);
                    alive.add(seen);
                    stream.await(event -> event.post().equals(seen));
                }
                assertThat(stream.status()).isEqualTo(200);
                lastId = apply(stream, view, lastId);
            }
        }
        try (var stream = EventStream.resume(one.port(), uma, lastId)) {
            var end = publish(two, "end");
            stream.await(event -> event.post().equals(end));
            apply(stream, view, lastId);
        }

        assertThat(view).isEqualTo(list(uma));
    }

    @Test
    void aFollowerThatReadsNothingIsCutOffAndTheOthersDoNotNotice() throws IOException {
        var small =
                Map.<String, Object>of(
                        "parley.posts.follow.max-lag", "512KB",
                        "parley.posts.follow.recent", "256KB");
        var uma = users.user("Uma");
        try (var replica = startReplica(small);
                var stream = replica.follow(uma);
                var deaf = deafFollower(replica)) {
            stream.await(event -> event.is("notice"));
            var cut = replica.bean(MeterRegistry.class).get("parley.posts.followers.cut");
            var written = new ArrayList<String>();
            while (cut.counter().count() == 0 && written.size() < 200) {
                var text = Map.of("title", "large", "body", "x".repeat(200 * 1024));
                written.add(replica.as(ada).post("/posts", text).text("id"));
            }
            stream.await(event -> event.post().equals(written.getLast()));

            await().atMost(PATIENCE).until(() -> cut.counter().count() == 1);
            assertThat(stream.changes())
                    .extracting(EventStream.Event::post)
                    .containsSubsequence(written);
            assertThat(deaf.isConnected()).isTrue();
        }
    }

    @Test
    void whoeverFollowsAReplicaThatStopsIsToldWhenToComeBack() {
        var uma = users.user("Uma");
        var replica = startReplica(Map.of());
        try (var stream = replica.follow(uma)) {
            stream.await(event -> event.is("notice"));
            replica.close();
            stream.awaitEnd();

            assertThat(stream.events().getLast().data().path("kind").asString())
                    .isEqualTo("draining");
            assertThat(stream.retry()).isBetween(1_000, 5_000);
        }
    }

    private void change(Replica replica) {
        var api = replica.as(ada);
        var post = new HashMap<String, Object>();
        post.put("title", "t" + random.nextInt());
        post.put("body", "text");
        post.put("audience", random.nextInt(4) == 0 ? "admins" : "everybody");
        post.put("state", random.nextInt(4) == 0 ? "withdrawn" : "published");
        switch (alive.isEmpty() ? 0 : random.nextInt(4)) {
            case 0, 1 -> alive.add(api.post("/posts", post).text("id"));
            case 2 -> api.put("/posts/" + alive.get(random.nextInt(alive.size())), post);
            default -> api.delete("/posts/" + alive.remove(random.nextInt(alive.size())));
        }
    }

    /** Applies what has come so far; answers the position that the view then has. */
    private static String apply(EventStream stream, Map<String, JsonNode> view, String lastId) {
        var position = lastId;
        for (var event : stream.events()) {
            switch (event.type()) {
                case "reset" -> view.clear();
                case "post.created", "post.updated" -> view.put(event.post(), event.data());
                case "post.deleted" -> view.remove(event.post());
                default -> {}
            }
            position = Objects.requireNonNullElse(event.id(), position);
        }
        return position;
    }

    private Map<String, JsonNode> list(Person reader) {
        var posts = new LinkedHashMap<String, JsonNode>();
        for (var cursor = ""; ; ) {
            var page = one.as(reader).get("/posts?limit=200" + cursor);
            page.json().path("items").forEach(post -> posts.put(post.path("id").asString(), post));
            if (page.text("next").isEmpty()) {
                return posts;
            }
            cursor = "&cursor=" + page.text("next");
        }
    }

    private Socket deafFollower(Replica replica) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), replica.port()));
        var token = users.tokens().accessToken(users.user("Deaf"));
        var request =
                "GET /posts/updates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Replica startReplica(Map<String, Object> otherwise) {
        var settings = new HashMap<String, String>();
        otherwise.forEach((name, value) -> settings.put(name, value.toString()));
        settings.put("PARLEY_REDIS_URL", redis.url());
        return Replica.start(settings);
    }

    private void startRedis() {
        var process = redis.launch();
        process.await(() -> redis.isReady(process), redis.startLimit());
        redisProcess = process;
    }

    private String publish(Replica replica, String title) {
        return replica.as(ada).post("/posts", Map.of("title", title, "body", "text")).text("id");
    }

    private static Duration timed(Runnable action) {
        var start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
