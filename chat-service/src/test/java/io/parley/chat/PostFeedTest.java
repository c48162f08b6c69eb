package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.parley.model.Role;
import io.parley.model.log.RedisKeys;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostChange;
import io.parley.model.post.PostEvent;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What sessions see of posts, on two pods. */
@Tag("servers")
class PostFeedTest {

    private static final String TOPIC = "/topic/posts";
    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final PostLogStandIn LOG = MESSAGES.posts();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final long before = LOG.head();

    @AfterEach
    void comeBack() {
        MESSAGES.setAway(false);
        LOG.forgetBefore(1);
    }

    @Test
    void sessionsOnBothPodsSeeEveryChangeOnceInOrder() {
        try (var one = Pod.first().connect(ben);
                var two = Pod.second().connect(ben)) {
            one.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            two.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));

            IntStream.range(0, 100).forEach(i -> LOG.publish("post " + i));
            ring();

            assertThat(changes(one, 100)).isEqualTo(told(Role.USER));
            assertThat(changes(two, 100)).isEqualTo(told(Role.USER));
            assertThat(one.frames(isControl("resume.begin"))).hasSize(1);
            assertThat(one.frames(isControl("resume.end"))).hasSize(1);
        }
    }

    @Test
    void aFirstVisitBeginsNowAndSaysWhere() {
        LOG.publish("old");
        ring();
        try (var visitor = Pod.first().connect(ben)) {
            visitor.subscribeAndAwait(TOPIC, Map.of());
            var joined = visitor.await(isControl("notice")).json();
            assertThat(joined.path("kind").asString()).isEqualTo("joined");

            var fresh = LOG.publish("new");
            ring();

            visitor.await(frame -> isChange(frame) && postOf(frame).equals(fresh.id().toString()));
            assertThat(joined.path("position").asLong()).isLessThan(LOG.head());
        }
    }

    @Test
    void theEventsAreThoseOfTheStreamOfEvents() {
        try (var reader = Pod.first().connect(ben)) {
            reader.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            var post = LOG.publish("one\u2028two\u0085three\r\n\0four");
            var edited = LOG.edit(post, "changed");
            LOG.delete(edited);
            ring();

            var frames = reader.awaitAtLeast(1, isType("post.deleted"));
            var deleted = frames.getFirst();
            assertThat(deleted.body())
                    .isEqualTo("{\"id\":\"%s\",\"version\":3}".formatted(post.id()));
            assertThat(deleted.header("x-position")).isEqualTo("" + (before + 3));
            assertThat(deleted.header("message-id")).isEqualTo("posts/" + (before + 3));
        }
    }

    @Test
    void whatIsWrittenArrivesWhole() {
        try (var reader = Pod.first().connect(ben)) {
            reader.subscribeAndAwait(TOPIC, Map.of());
            var post =
                    LOG.publish("one\u2028two\u0085three\r\n\0 <script>four</script> \uD83C\uDF89");
            ring();

            var isPost = isType("post.created").and(one -> one.body().contains("" + post.id()));
            var frame = reader.await(isPost);

            assertThat(frame.body()).isEqualTo(Json.MAPPER.writeValueAsString(post));
        }
    }

    @Test
    void usersSeeOnlyWhatIsForThem() {
        try (var user = Pod.first().connect(ben);
                var admin = Pod.first().connect(ada)) {
            user.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            admin.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            LOG.publish("secret", PostAudience.ADMINS);
            var withdrawn = LOG.publish("shown for a while");
            LOG.withdraw(withdrawn);
            LOG.publish("end");
            ring();

            admin.await(isPosition(before + 4));
            user.await(isPosition(before + 4));
            assertThat(changes(admin, 4)).isEqualTo(told(Role.ADMIN));
            assertThat(user.frames(PostFeedTest::isChange))
                    .noneMatch(frame -> frame.body().contains("secret"));
            assertThat(user.frames(isType("post.deleted"))).hasSize(1);
        }
    }

    @Test
    void whoComesLateIsNotShownWhatIsHiddenByNow() {
        var withdrawn = LOG.publish("hidden by now");
        LOG.withdraw(withdrawn);
        LOG.publish("end");
        ring();
        try (var user = Pod.first().connect(ben);
                var other = Pod.second().connect(ben)) {
            for (var late : List.of(user, other)) {
                late.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));

                assertThat(late.frames(PostFeedTest::isChange))
                        .extracting(frame -> frame.header("x-type"))
                        .containsExactly("post.deleted", "post.created");
            }
        }
    }

    @Test
    void whoHasSeenAPostIsToldThatItIsGoneAlsoAfterItsDeletion() {
        var post = LOG.publish("shown");
        LOG.delete(LOG.withdraw(post));
        LOG.publish("end");
        awaitKnown(Pod.first());
        try (var back = Pod.first().connect(ben)) {
            back.subscribeAndAwait(TOPIC, Map.of("x-after", "" + (before + 1)));

            assertThat(back.frames(PostFeedTest::isChange))
                    .extracting(frame -> frame.header("x-type"))
                    .containsExactly("post.deleted", "post.created");
        }
    }

    @Test
    void aSessionWhoseTokenSaysLessSeesLess() {
        try (var session = Pod.first().connect(ada)) {
            session.subscribeAndAwait(TOPIC, Map.of());
            var demoted = new Person(ada.id(), ada.username(), ada.displayName(), Role.USER);
            session.sendAndAwait(
                    "/app/session/token",
                    Map.of("accessToken", USERS.tokens().accessToken(demoted)));

            LOG.publish("secret", PostAudience.ADMINS);
            var end = LOG.publish("end");
            ring();

            session.await(frame -> isChange(frame) && postOf(frame).equals(end.id().toString()));
            assertThat(session.frames(PostFeedTest::isChange)).hasSize(1);
        }
    }

    @Test
    void whoWasAwayLongGetsPagesAndThenLive() {
        IntStream.range(0, 1_500).forEach(i -> LOG.publish("post " + i));
        ring();
        try (var back = Pod.second().connect(ben)) {
            back.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            LOG.publish("live");
            ring();

            assertThat(changes(back, 1_501)).isEqualTo(told(Role.USER));
        }
    }

    @Test
    void largePostsPassThroughASessionsQueueOneByOne() {
        try (var live = Pod.first().connect(ben)) {
            live.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            IntStream.range(0, 8).forEach(i -> LOG.publish(i + "ü".repeat(256 * 1024)));
            ring();

            assertThat(changes(live, 8)).isEqualTo(told(Role.USER));
            assertThat(live.closeCode()).isEmpty();
            try (var late = Pod.second().connect(ben)) {
                late.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
                assertThat(changes(late, 8)).isEqualTo(told(Role.USER));
            }
        }
    }

    @Test
    void whatIsNotKeptAnyMoreIsToldAndTheFeedGoesOnLive() {
        IntStream.range(0, 1_100).forEach(i -> LOG.publish("post " + i));
        awaitKnown(Pod.first());
        LOG.forgetBefore(before + 50);
        try (var back = Pod.first().connect(ben)) {
            back.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            var failed = back.await(isControl("resume.failed")).json();
            LOG.publish("live");
            ring();

            assertThat(failed.path("reason").asString()).isEqualTo("retention");
            assertThat(failed.path("oldestPosition").asLong()).isEqualTo(before + 50);
            assertThat(failed.path("headPosition").asLong()).isEqualTo(before + 1_100);
            assertThat(back.await(PostFeedTest::isChange).header("x-position"))
                    .isEqualTo("" + LOG.head());
        }
    }

    @Test
    void whoIsTooFarBehindOrAheadIsToldSo() {
        IntStream.range(0, 5_100).forEach(i -> LOG.publish("p"));
        awaitKnown(Pod.first());
        try (var back = Pod.first().connect(ben);
                var odd = Pod.first().connect(ben)) {
            back.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            odd.subscribeAndAwait(TOPIC, Map.of("x-after", "900000000"));

            assertThat(reason(back)).isEqualTo("too.far");
            assertThat(reason(odd)).isEqualTo("timeline");
        }
    }

    @Test
    void withoutABellPostsArriveAllTheSame() {
        try (var redis = RedisClient.create(Infrastructure.shared().redisUrl());
                var control = redis.connect();
                var reader = Pod.first().connect(ben)) {
            reader.subscribeAndAwait(TOPIC, Map.of());
            control.sync().clientKill(KillArgs.Builder.typePubsub());

            LOG.publish("nobody rings");

            reader.await(PostFeedTest::isChange);
        }
    }

    @Test
    void afterMessageServiceWasAwayNothingIsMissing() {
        try (var reader = Pod.first().connect(ben)) {
            reader.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));
            MESSAGES.setAway(true);
            IntStream.range(0, 300).forEach(i -> LOG.publish("post " + i));
            ring();
            MESSAGES.setAway(false);

            assertThat(changes(reader, 300)).isEqualTo(told(Role.USER));
        }
    }

    @Test
    void whoUnsubscribesHearsNothingMoreAndMaySubscribeAgain() {
        try (var reader = Pod.first().connect(ben)) {
            var id = reader.subscribeAndAwait(TOPIC, Map.of());
            reader.unsubscribe(id);
            reader.subscribeAndAwait("/user/queue/errors", Map.of());
            LOG.publish("unheard");
            ring();
            var again = reader.subscribeAndAwait(TOPIC, Map.of("x-after", "" + before));

            var frame = reader.await(PostFeedTest::isChange);

            assertThat(frame.header("subscription")).isEqualTo(again);
            assertThat(reader.frames(PostFeedTest::isChange)).hasSize(1);
        }
    }

    @Test
    void oddPositionsAndASecondSubscriptionAreRefused() {
        try (var reader = Pod.first().connect(ben)) {
            reader.subscribeAndAwait("/user/queue/errors", Map.of());
            for (var odd : List.of("-1", "x", "1e3", "9".repeat(20))) {
                reader.subscribe(TOPIC, Map.of("x-after", odd));
            }
            reader.subscribe(TOPIC, Map.of("x-tail", "5"));
            reader.awaitAtLeast(5, hasCode("validation.failed"));
            reader.subscribeAndAwait(TOPIC, Map.of());
            reader.subscribe(TOPIC, Map.of());
            reader.await(hasCode("subscription.duplicate"));
        }
    }

    private static void ring() {
        try (var redis = RedisClient.create(Infrastructure.shared().redisUrl());
                var connection = redis.connect()) {
            connection.sync().publish(RedisKeys.POSTS, "");
        }
    }

    /** Waits until the pod has read all there is. */
    private void awaitKnown(Pod pod) {
        ring();
        try (var probe = pod.connect(ben)) {
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> hasReadAll(probe));
        }
    }

    /** False where the pod is so late that it has given up on the subscription. */
    private static boolean hasReadAll(StompConnection probe) {
        var receipt = "known-" + UUID.randomUUID();
        probe.subscribe(TOPIC, Map.of("x-after", "" + LOG.head(), "receipt", receipt));
        var answer =
                probe.await(
                        frame ->
                                receipt.equals(frame.header("receipt-id"))
                                        || frame.body().contains(receipt));
        return answer.is("RECEIPT");
    }

    /** The positions and posts that people of the role are told since the test began. */
    private List<String> told(Role reader) {
        return LOG.all().stream()
                .filter(event -> event.position() > before)
                .filter(event -> change(event, reader) != null)
                .map(
                        event ->
                                event.position()
                                        + " "
                                        + Objects.requireNonNull(change(event, reader)).wireName()
                                        + " "
                                        + event.id())
                .toList();
    }

    private static @Nullable PostChange change(PostEvent event, Role reader) {
        return reader == Role.ADMIN ? event.forAdmins() : event.forUsers();
    }

    private static List<String> changes(StompConnection session, int count) {
        return session.awaitAtLeast(count, PostFeedTest::isChange).stream()
                .map(
                        frame ->
                                frame.header("x-position")
                                        + " "
                                        + frame.header("x-type")
                                        + " "
                                        + postOf(frame))
                .toList();
    }

    private static String reason(StompConnection session) {
        return session.await(isControl("resume.failed")).json().path("reason").asString();
    }

    private static String postOf(StompFrame frame) {
        return frame.json().path("id").asString();
    }

    private static boolean isChange(StompFrame frame) {
        return frame.is("MESSAGE") && frame.header("x-position") != null;
    }

    private static Predicate<StompFrame> isPosition(long position) {
        return frame -> Long.toString(position).equals(frame.header("x-position"));
    }

    private static Predicate<StompFrame> isType(String type) {
        return frame -> isChange(frame) && type.equals(frame.header("x-type"));
    }

    private static Predicate<StompFrame> isControl(String type) {
        return frame -> frame.is("MESSAGE") && type.equals(frame.header("x-type"));
    }

    private static Predicate<StompFrame> hasCode(String code) {
        return frame ->
                frame.is("MESSAGE")
                        && "error".equals(frame.header("x-type"))
                        && code.equals(frame.json().path("code").asString());
    }
}
