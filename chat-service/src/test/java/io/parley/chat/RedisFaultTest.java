package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What two people notice of it when Redis, or a way to it, fails: at most a pause. */
@Tag("servers")
class RedisFaultTest {

    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private static final FragileSuite SUITE = FragileSuite.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = SUITE.messages().room(RoomKind.GROUP, ada, ben);
    private StompConnection north;
    private StompConnection south;
    private int sent;

    @BeforeEach
    void bothHearEachOther() {
        north = SUITE.north().connect(ada);
        south = SUITE.south().connect(ben);
        for (var session : List.of(north, south)) {
            session.subscribeAndAwait("/user/queue/session", Map.of());
            session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        }
        say("hello");
        assertBothSeeAll();
    }

    @AfterEach
    void bothHearEachOtherInTheEnd() {
        SUITE.awaitHealth();
        say("goodbye");
        assertBothSeeAll();
        assertThat(north.closeCode()).isEmpty();
        assertThat(south.closeCode()).isEmpty();
        north.close();
        south.close();
    }

    @Test
    void aLastEventThatWasSpoiledOnTheWayIsFoundWithoutAnotherOne() {
        SUITE.redisOfSouth().spoil("SUBSCRIBE", "\"lost on its way\"");

        say("lost on its way");

        assertBothSeeAll();
    }

    @Test
    void aSubscriptionThatIsSilentIsReplacedAndThePodGetsNobodyMeanwhile() {
        var deaf = SUITE.south().count("parley.delivery.deaf");

        SUITE.redisOfSouth().freezeThoseThatSaid("SUBSCRIBE");
        say("into the silence");

        assertBothSeeAll();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> SUITE.south().count("parley.delivery.deaf") > deaf);
        await().atMost(Duration.ofSeconds(60)).until(SUITE.south()::isReady);
    }

    @Test
    void aPodThatIsCutFromRedisIsFedByMessageServiceAndSaysSo() {
        SUITE.redisOfSouth().freeze();

        south.await(isNotice("live.delayed"));
        say("around Redis");
        assertBothSeeAll();
        assertThat(SUITE.south().isReady()).isTrue();

        SUITE.redisOfSouth().thaw();
        south.await(isNotice("live.restored"));
        assertThat(north.frames(isNotice("live.delayed"))).isEmpty();
    }

    @Test
    void aRedisThatStandsStillIsGoneAround() {
        SUITE.redisOfNorth().freeze();
        SUITE.redisOfSouth().freeze();
        try {
            north.await(isNotice("live.delayed"));
            south.await(isNotice("live.delayed"));
            for (var i = 0; i < 20; i++) {
                say("around Redis " + i);
            }
            assertBothSeeAll();
        } finally {
            SUITE.redisOfNorth().thaw();
            SUITE.redisOfSouth().thaw();
        }
        north.await(isNotice("live.restored"));
        south.await(isNotice("live.restored"));
    }

    @Test
    void withoutRedisAllIsReceiptedAndSeenAndAnEmptyRedisIsFilledAgain() {
        SUITE.stopRedis();
        for (var i = 0; i < 50; i++) {
            say("without Redis " + i);
        }
        north.await(isNotice("live.delayed"));
        south.await(isNotice("live.delayed"));
        assertBothSeeAll();

        SUITE.startRedisEmpty();

        north.await(isNotice("live.restored"));
        south.await(isNotice("live.restored"));
        say("with Redis");
        assertBothSeeAll();
    }

    @Test
    void aRedisThatIsWipedInSilenceIsFilledAgain() {
        try (var redis = SUITE.redis()) {
            redis.flushAll();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> redis.streamLength(RedisKeys.stream(room)) == sent);
        }
    }

    private void say(String text) {
        north.sendAndAwait(
                "/app/rooms/" + room + "/send", Map.of("clientMsgId", "m" + sent++, "text", text));
    }

    private void assertBothSeeAll() {
        var all = SUITE.messages().history(room).stream().map(RedisFaultTest::seqAndId).toList();
        assertThat(all).hasSize(sent);
        for (var session : List.of(north, south)) {
            var seen = session.awaitAtLeast(sent, RedisFaultTest::isEvent);
            assertThat(seen).extracting(RedisFaultTest::seqAndId).isEqualTo(all);
        }
    }

    private static boolean isEvent(StompFrame frame) {
        return frame.is("MESSAGE") && frame.header("x-seq") != null;
    }

    private static Predicate<StompFrame> isNotice(String type) {
        return frame ->
                "/user/queue/session".equals(frame.header("destination"))
                        && type.equals(frame.header("x-type"));
    }

    private static String seqAndId(StompFrame frame) {
        return frame.header("x-seq") + " " + frame.json().path("messageId").asString();
    }

    private static String seqAndId(RoomEvent event) {
        return event.seq() + " " + event.messageId();
    }
}
