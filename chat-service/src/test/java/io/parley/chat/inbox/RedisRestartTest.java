package io.parley.chat.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.FragileSuite;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told while Redis is away is told when it is back, though nothing else happens. */
@Tag("servers")
class RedisRestartTest {

    private static final FragileSuite SUITE = FragileSuite.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = SUITE.messages().room(RoomKind.GROUP, ada, ben);

    @Test
    void anEmptyRedisBringsTheHeadsThatWereMissedAndDevicesAreInStepAgain() {
        SUITE.awaitHealth();
        try (var author = SUITE.north().connect(ada);
                var phone = SUITE.south().connect(ben);
                var laptop = SUITE.north().connect(ben)) {
            phone.subscribeAndAwait("/user/queue/inbox", Map.of());
            laptop.subscribeAndAwait("/user/queue/inbox", Map.of());
            say(author, "before");
            awaitHead(phone, 1);

            SUITE.stopRedis();
            say(author, "meanwhile");
            say(author, "and again");
            SUITE.startRedisEmpty();

            for (var device : List.of(phone, laptop)) {
                awaitHead(device, 3);
            }
            assertThat(phone.closeCode()).isEmpty();
            SUITE.awaitHealth();
            laptop.sendAndAwait("/app/rooms/" + room + "/read", Map.of("seq", 3));
            phone.await(
                    frame -> "read".equals(frame.header("x-type")) && frame.body().contains(":3,"));
        }
    }

    @Test
    void aPodThatWasCutFromRedisLooksWhatItHasMissed() {
        SUITE.awaitHealth();
        try (var author = SUITE.north().connect(ada);
                var phone = SUITE.south().connect(ben)) {
            phone.subscribeAndAwait("/user/queue/inbox", Map.of());
            say(author, "before");
            awaitHead(phone, 1);

            SUITE.redisOfSouth().freezeThoseThatSaid("SUBSCRIBE");
            say(author, "unheard");

            awaitHead(phone, 2);
        }
        SUITE.awaitHealth();
    }

    private void say(StompConnection author, String text) {
        author.sendAndAwait(
                "/app/rooms/" + room + "/send", Map.of("clientMsgId", text, "text", text));
    }

    private void awaitHead(StompConnection session, long seq) {
        session.await(
                frame ->
                        "heads".equals(frame.header("x-type"))
                                && frame.json()
                                        .path("rooms")
                                        .valueStream()
                                        .anyMatch(
                                                window ->
                                                        window.path("roomId")
                                                                        .asString()
                                                                        .equals(room.toString())
                                                                && window.path("headSeq").asLong()
                                                                        >= seq));
    }
}
