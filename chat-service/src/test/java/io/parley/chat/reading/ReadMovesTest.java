package io.parley.chat.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.read.ReadMove;
import io.parley.model.read.ReadMove.Op;
import io.parley.model.room.Person;
import io.parley.model.user.Availability;
import io.parley.model.user.PresenceMode;
import io.parley.test.AccountLogStandIn;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People read on one device, and their others know of it at once. */
@Tag("servers")
class ReadMovesTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final AccountLogStandIn ACCOUNTS =
            new AccountLogStandIn(Infrastructure.shared().kafkaBootstrapServers());

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final StompConnection phone = Pod.first().connect(ben);
    private final StompConnection laptop = Pod.second().connect(ben);
    private final ReadLogReader log =
            new ReadLogReader(Infrastructure.shared().kafkaBootstrapServers());

    @AfterEach
    void close() {
        phone.close();
        laptop.close();
        log.close();
    }

    @Test
    void whatOneDeviceReadsIsInTheLogWhenItsReceiptComesAndOnTheOtherDeviceBefore() {
        say(5);
        laptop.subscribeAndAwait("/user/queue/inbox", Map.of());

        phone.sendAndAwait(read(), Map.of("seq", 4));

        assertThat(log.awaitMoves(room, 1))
                .containsExactly(new ReadMove(ben.id(), room, 4, Op.READ, null));
        assertThat(laptop.await(isSignal("read")).json())
                .hasToString(
                        "{\"type\":\"read\",\"roomId\":\"%s\",\"seq\":4,\"op\":\"read\"}"
                                .formatted(room));
    }

    @Test
    void readingOnIsOneRecordAndMarkingAsUnreadIsNeverMergedAway() {
        say(5);

        phone.send(read(), Map.of("seq", 2));
        phone.send(read(), Map.of("seq", 3));
        phone.send(read(), Map.of("seq", 1, "op", "unread"));
        phone.send(read(), Map.of("seq", 4, "threadRoot", 2));
        phone.sendAndAwait(read(), Map.of("seq", 5));

        assertThat(log.awaitMoves(room, 4))
                .containsExactlyInAnyOrder(
                        move(3, Op.READ), move(1, Op.UNREAD), move(5, Op.READ), inThread(4, 2))
                .containsSubsequence(move(3, Op.READ), move(1, Op.UNREAD), move(5, Op.READ));
    }

    @Test
    void nobodyReadsFurtherThanTheRoomHasGot() {
        say(3);

        phone.sendAndAwait(read(), Map.of("seq", 9_007_199_254_740_991L));
        phone.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        phone.sendAndAwait(read(), Map.of("seq", 77));

        assertThat(log.awaitMoves(room, 2)).containsExactly(move(3, Op.READ), move(3, Op.READ));
    }

    @Test
    void whoIsNotInTheRoomHasNothingToRead() {
        say(1);
        try (var stranger = Pod.first().connect(USERS.user("Cleo"))) {
            var receipt = stranger.send(read(), Map.of("seq", 1));

            assertThat(code(stranger, receipt)).isEqualTo("room.not.found");
        }
        assertThat(log.moves(room)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"seq\":-1}",
                "{\"seq\":\"1\"}",
                "{\"seq\":1.5}",
                "{\"seq\":9007199254740992}",
                "{\"seq\":1e400}",
                "{\"seq\":null}",
                "{\"seq\":1,\"op\":\"toggle\"}",
                "{\"seq\":1,\"op\":null}",
                "{\"seq\":1,\"threadRoot\":0}",
                "{\"seq\":1,\"threadRoot\":{}}",
                "nonsense",
                ""
            })
    void aWrongBodyIsRefusedByNameAndTheSessionGoesOn(String body) {
        phone.sendFrame("SEND", Map.of("destination", read(), "receipt", "wrong"), body);

        assertThat(code(phone, "wrong")).isEqualTo("validation.failed");
        phone.sendAndAwait(read(), Map.of("seq", 0));
        assertThat(log.awaitMoves(room, 1)).containsExactly(move(0, Op.READ));
    }

    @Test
    void whoLeavesRightAfterReadingHearsThatItCounts() {
        say(2);
        var receipt = phone.send(read(), Map.of("seq", 2));

        phone.sendFrame("DISCONNECT", Map.of("receipt", "bye"), "");

        assertThat(phone.awaitClose()).isEqualTo(1000);
        assertThat(phone.frames(frame -> frame.is("RECEIPT")))
                .extracting(frame -> frame.header("receipt-id"))
                .containsExactly(receipt, "bye");
        assertThat(log.awaitMoves(room, 1)).containsExactly(move(2, Op.READ));
    }

    @Test
    void theLimitsSayHowOftenAMarkMoves() {
        var limits = phone.await(frame -> frame.is("CONNECTED")).header("x-limits");

        assertThat(limits).contains("\"readEveryMs\":2000");
    }

    @Test
    void whatADeviceHasIsInTheLogWhereTwoTalkAndChangesNothingElsewhere() {
        say(3);
        laptop.subscribeAndAwait("/user/queue/inbox", Map.of());
        var direct = MESSAGES.room(RoomKind.DIRECT, ada, ben);

        phone.sendAndAwait(read(), Map.of("seq", 2, "op", "delivered"));
        phone.send("/app/rooms/" + direct + "/read", Map.of("seq", 0, "op", "delivered"));
        phone.sendAndAwait(
                "/app/rooms/" + direct + "/read",
                Map.of("seq", 0, "op", "delivered", "threadRoot", 1));
        phone.sendAndAwait(read(), Map.of("seq", 3));

        assertThat(log.awaitMoves(direct, 1))
                .containsExactly(new ReadMove(ben.id(), direct, 0, Op.DELIVERED, null));
        assertThat(log.awaitMoves(room, 1)).containsExactly(move(3, Op.READ));
        laptop.await(isSignal("read"));
        assertThat(laptop.frames(isSignal("read"))).hasSize(1);
    }

    @Test
    void devicesOfWhoIsInvisibleGiveNothingAway() {
        var direct = MESSAGES.room(RoomKind.DIRECT, ada, ben);
        phone.subscribeAndAwait("/user/queue/presence", Map.of());
        phone.sendAndAwait("/app/presence/watch", Map.of("users", List.of(ben.id())));
        ACCOUNTS.say(ben, new Availability(null, null, PresenceMode.INVISIBLE, false));
        phone.await(frame -> frame.body().contains("\"invisible\""));

        phone.sendAndAwait("/app/rooms/" + direct + "/read", Map.of("seq", 0, "op", "delivered"));
        phone.sendAndAwait("/app/rooms/" + direct + "/read", Map.of("seq", 0));

        assertThat(log.awaitMoves(direct, 1))
                .containsExactly(new ReadMove(ben.id(), direct, 0, Op.READ, null));
    }

    @Test
    void devicesThatSayTooMuchAtOnceHoldUpNothing() {
        var direct = MESSAGES.room(RoomKind.DIRECT, ada, ben);
        for (var i = 0; i < 1_000; i++) {
            phone.send("/app/rooms/" + direct + "/read", Map.of("seq", 0, "op", "delivered"));
        }

        phone.sendAndAwait(read(), Map.of("seq", 0));

        phone.await(
                frame ->
                        "error".equals(frame.header("x-type"))
                                && "rate.limited".equals(frame.json().path("code").asString()));
    }

    private void say(int messages) {
        try (var author = Pod.first().connect(ada)) {
            author.subscribeAndAwait("/topic/rooms/" + room, Map.of());
            for (var i = 1; i <= messages; i++) {
                author.send(
                        "/app/rooms/" + room + "/send",
                        Map.of("clientMsgId", "m" + i, "text", "text " + i));
            }
            author.awaitAtLeast(messages, frame -> frame.header("x-seq") != null);
        }
    }

    private String read() {
        return "/app/rooms/" + room + "/read";
    }

    private ReadMove move(long seq, Op op) {
        return new ReadMove(ben.id(), room, seq, op, null);
    }

    private ReadMove inThread(long seq, long threadRoot) {
        return new ReadMove(ben.id(), room, seq, Op.READ, threadRoot);
    }

    private static Predicate<StompFrame> isSignal(String type) {
        return frame ->
                "/user/queue/inbox".equals(frame.header("destination"))
                        && type.equals(frame.header("x-type"));
    }

    private static String code(StompConnection session, String receipt) {
        return session.await(
                        frame ->
                                "error".equals(frame.header("x-type"))
                                        && receipt.equals(
                                                frame.json().path("receiptId").asString(null)))
                .json()
                .path("code")
                .asString();
    }
}
