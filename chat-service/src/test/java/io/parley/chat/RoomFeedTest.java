package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What members of a room see, on two pods: one gapless list, whatever happens on the way. */
@Tag("servers")
class RoomFeedTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private String lastReceipt = "";

    @Test
    void tellsPeopleOfARoomThatSomebodyElseHereHasReadBefore() {
        try (var writer = Pod.first().connect(ada);
                var invited = Pod.first().connect(ben)) {
            invited.subscribeAndAwait("/user/queue/inbox", Map.of());
            writer.sendAndAwait(
                    "/app/rooms/" + room + "/send", Map.of("clientMsgId", "1", "text", "welcome"));

            MESSAGES.change(MESSAGES.known(room));

            invited.await(
                    frame ->
                            frame.body().contains("room.changed")
                                    && frame.body().contains(room.toString()));
        }
    }

    @Test
    void membersOnBothPodsSeeOneOrder() {
        try (var sender = Pod.first().connect(ada);
                var other = Pod.second().connect(ben)) {
            follow(sender, Map.of());
            follow(other, Map.of());

            for (var i = 0; i < 100; i++) {
                say(sender, "a" + i);
                say(other, "b" + i);
            }

            var views = Stream.of(sender, other).map(who -> live(who, 200)).toList();
            var history = seqsAndIds(MESSAGES.history(room));
            assertThat(history).hasSize(200);
            assertThat(views).allSatisfy(view -> assertThat(view).isEqualTo(history));
        }
    }

    @Test
    void someoneWhoWasAwayGetsWhatWasMissedAndThenLive() {
        try (var sender = Pod.first().connect(ada)) {
            follow(sender, Map.of());
            IntStream.range(0, 50).forEach(i -> say(sender, "early" + i));
            awaitPushed(sender, 50);
            try (var back = Pod.second().connect(ben)) {
                follow(back, Map.of("x-after", "20"));
                say(sender, "late");

                assertThat(live(back, 31))
                        .isEqualTo(seqsAndIds(MESSAGES.history(room)).subList(20, 51));
                assertThat(
                                back.frames(isControl("resume.begin"))
                                        .getFirst()
                                        .json()
                                        .path("from")
                                        .asLong())
                        .isEqualTo(21);
                assertThat(back.frames(isControl("resume.end"))).hasSize(1);
                assertThat(back.frames(frame -> "true".equals(frame.header("x-replay"))))
                        .hasSize(30);
            }
        }
    }

    @Test
    void whatIsNotInRedisAnyMoreComesFromHistory() {
        try (var sender = Pod.first().connect(ada)) {
            IntStream.range(0, 1_200).forEach(i -> say(sender, "m" + i));
            awaitAll(sender);
            try (var back = Pod.second().connect(ben)) {
                follow(back, Map.of("x-after", "3"));

                assertThat(live(back, 1_197))
                        .isEqualTo(seqsAndIds(MESSAGES.history(room)).subList(3, 1_200));
            }
        }
    }

    @Test
    void aTailOfTheLongestMessagesFitsThroughASessionsQueue() {
        try (var sender = Pod.first().connect(ada);
                var visitor = Pod.second().connect(ben)) {
            follow(sender, Map.of());
            IntStream.range(0, 90).forEach(i -> say(sender, i + "x".repeat(7_900)));
            awaitPushed(sender, 90);

            follow(visitor, Map.of("x-tail", "90"));

            assertThat(live(visitor, 90)).isEqualTo(seqsAndIds(MESSAGES.history(room)));
        }
    }

    @Test
    void aFirstVisitShowsTheTail() {
        try (var sender = Pod.first().connect(ada);
                var visitor = Pod.second().connect(ben)) {
            follow(sender, Map.of());
            IntStream.range(0, 30).forEach(i -> say(sender, "m" + i));
            awaitPushed(sender, 30);

            follow(visitor, Map.of("x-tail", "10"));

            assertThat(live(visitor, 10))
                    .isEqualTo(seqsAndIds(MESSAGES.history(room)).subList(20, 30));
        }
    }

    @Test
    void whoIsTooFarBehindIsToldSoAndGoesOnLive() {
        try (var sender = Pod.first().connect(ada);
                var back = Pod.second().connect(ben)) {
            follow(sender, Map.of());
            IntStream.range(0, 5_100).forEach(i -> say(sender, "m" + i));
            awaitPushed(sender, 5_100);

            back.subscribe("/topic/rooms/" + room, Map.of("x-after", "1"));
            IntStream.range(0, 300).forEach(i -> say(sender, "live" + i));

            var failed = back.await(isControl("resume.failed")).json();
            assertThat(failed.path("reason").asString()).isEqualTo("too.far");
            var head = failed.path("headSeq").asLong();
            assertThat(head).isBetween(5_100L, 5_400L);
            awaitPushed(sender, 5_400);
            say(sender, "last");
            assertThat(back.await(frame -> "5401".equals(frame.header("x-seq")))).isNotNull();
            assertThat(back.frames(RoomFeedTest::isEvent))
                    .extracting(frame -> Long.parseLong(frame.header("x-seq")))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(head + 1, 5_401).boxed().toList());
        }
    }

    @Test
    void aCursorBeyondTheLogIsToldSo() {
        try (var sender = Pod.first().connect(ada);
                var odd = Pod.second().connect(ben)) {
            say(sender, "only");
            awaitAll(sender);

            follow(odd, Map.of("x-after", "1000"));

            assertThat(odd.await(isControl("resume.failed")).json().path("reason").asString())
                    .isEqualTo("timeline");
        }
    }

    @Test
    void aCursorAheadOfWhatIsStoredYetIsNoOtherHistory() {
        try (var redis = RedisClient.create(Infrastructure.shared().redisUrl());
                var control = redis.connect();
                var sender = Pod.first().connect(ada);
                var back = Pod.second().connect(ben)) {
            follow(sender, Map.of());
            IntStream.rangeClosed(1, 5).forEach(i -> say(sender, "m" + i));
            awaitPushed(sender, 5);
            MESSAGES.storeNoFurtherThan(room, 3);
            control.sync().del(RedisKeys.stream(room));

            back.subscribe("/topic/rooms/" + room, Map.of("x-after", "5"));
            back.await(isControl("resume.begin"));
            MESSAGES.storeAll(room);
            say(sender, "m6");

            assertThat(back.await(RoomFeedTest::isEvent).header("x-seq")).isEqualTo("6");
            assertThat(back.frames(isControl("resume.failed"))).isEmpty();
        }
    }

    @Test
    void nothingIsMissedWhenRedisForgetsAllAndDropsThePods() {
        try (var redis = RedisClient.create(Infrastructure.shared().redisUrl());
                var control = redis.connect();
                var sender = Pod.first().connect(ada);
                var other = Pod.second().connect(ben)) {
            follow(other, Map.of());
            for (var i = 0; i < 300; i++) {
                say(sender, "m" + i);
                if (i % 100 == 50) {
                    control.sync().flushall();
                    control.sync().clientKill(KillArgs.Builder.typePubsub());
                }
            }

            assertThat(live(other, 300)).isEqualTo(seqsAndIds(MESSAGES.history(room)));
        }
    }

    @Test
    void aLastEventThatTheChannelLostIsFoundWithoutAnotherOne() {
        try (var redis = RedisClient.create(Infrastructure.shared().redisUrl());
                var control = redis.connect();
                var sender = Pod.first().connect(ada);
                var other = Pod.second().connect(ben)) {
            follow(other, Map.of());
            say(sender, "seen");
            live(other, 1);

            control.sync().clientKill(KillArgs.Builder.typePubsub());
            say(sender, "sent while the pods had no link");

            assertThat(live(other, 2)).isEqualTo(seqsAndIds(MESSAGES.history(room)));
        }
    }

    @Test
    void whoIsRemovedHearsNothingMoreAndIsTold() {
        try (var sender = Pod.first().connect(ada);
                var removed = Pod.second().connect(ben)) {
            removed.subscribeAndAwait("/user/queue/inbox", Map.of());
            follow(removed, Map.of());
            say(sender, "before");
            live(removed, 1);

            MESSAGES.setMembers(room, ada);

            removed.await(hasCode("subscription.ended"));
            removed.await(frame -> "room.removed".equals(frame.header("x-type")));
            say(sender, "after");
            awaitAll(sender);
            assertThat(removed.frames(RoomFeedTest::isEvent)).hasSize(1);
            removed.send("/app/rooms/" + room + "/send", Map.of("clientMsgId", "x", "text", "x"));
            removed.await(hasCode("room.not.found"));
        }
    }

    @Test
    void theInboxTellsOfANewRoom() {
        try (var member = Pod.first().connect(ben);
                var admin = Pod.second().connect(ada)) {
            MESSAGES.know(ada);
            MESSAGES.know(ben);
            member.subscribeAndAwait("/user/queue/inbox", Map.of());

            admin.sendAndAwait(
                    "/app/dm/" + ben.id() + "/send", Map.of("clientMsgId", "1", "text", "hello"));

            var told = member.await(frame -> "room.changed".equals(frame.header("x-type")));
            assertThat(told.json().path("room").path("kind").asString()).isEqualTo("direct");
        }
    }

    private void follow(StompConnection member, Map<String, String> from) {
        member.subscribeAndAwait("/topic/rooms/" + room, from);
    }

    private void say(StompConnection sender, String text) {
        lastReceipt =
                sender.send(
                        "/app/rooms/" + room + "/send",
                        Map.of("clientMsgId", clientMsgId(text), "text", text));
    }

    private static String clientMsgId(String text) {
        return text.substring(0, Math.min(text.length(), 40));
    }

    /** Receipts of one room come in the order of its sends. */
    private void awaitAll(StompConnection sender) {
        sender.awaitReceipt(lastReceipt);
    }

    private static void awaitPushed(StompConnection member, long seq) {
        member.await(frame -> Long.toString(seq).equals(frame.header("x-seq")));
    }

    private static boolean isEvent(StompFrame frame) {
        return frame.is("MESSAGE") && frame.header("x-seq") != null;
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

    private static List<String> live(StompConnection member, int count) {
        return member.awaitAtLeast(count, RoomFeedTest::isEvent).stream()
                .map(
                        frame ->
                                frame.header("x-seq")
                                        + " "
                                        + frame.json().path("messageId").asString())
                .toList();
    }

    private static List<String> seqsAndIds(List<RoomEvent> events) {
        return events.stream().map(event -> event.seq() + " " + event.messageId()).toList();
    }
}
