package io.parley.chat;

import static io.parley.chat.Answers.assertEnds;
import static io.parley.chat.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session may not exceed, and that its neighbour does not notice the attempt. */
@Tag("servers")
class SessionLimitsTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private static final String TWO_MIB = "x".repeat(2 * 1024 * 1024);

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person cleo = USERS.user("Cleo");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);

    private StompConnection neighbour = Pod.first().connect(ada);
    private StompConnection session = Pod.first().connect(ben);

    @BeforeEach
    void watchAsANeighbour() {
        neighbour.subscribeAndAwait("/topic/rooms/" + room, Map.of());
    }

    @AfterEach
    void theNeighbourIsUnharmed() {
        neighbour.sendAndAwait(sendTo(room), message("last", "still here"));
        neighbour.await(frame -> frame.is("MESSAGE") && frame.body().contains("still here"));
        neighbour.close();
        session.close();
    }

    @Test
    void connectedTellsTheLimitsAndWhereOneIs() {
        var connected = session.await(frame -> frame.is("CONNECTED"));

        assertThat(connected.headers())
                .containsEntry("version", "1.2")
                .containsEntry("x-node", "pod-1")
                .containsEntry("heart-beat", "25000,25000")
                .containsEntry("user-name", "Ben")
                .containsKeys("session", "x-timeline", "x-token-expires-at");
        assertThat(connected.header("x-limits")).contains("\"maxTextChars\":8000");
    }

    @Test
    void takesTheLongestTextAndRefusesALongerOne() {
        session.sendAndAwait(sendTo(room), message("1", "x".repeat(8_000)));

        var receipt = session.send(sendTo(room), message("2", "x".repeat(8_001)));

        assertRefused(session, receipt, "validation.failed");
    }

    @Test
    void refusesAFrameThatIsTooLarge() {
        session.sendRaw("SEND\ndestination:" + sendTo(room) + "\n\n" + "x".repeat(70_000));

        assertEnds(session, "frame.too.large", 4009);
    }

    /** The rest of it is on its way when the session closes: a reset would lose the reason. */
    @Test
    void whoSendsFarTooMuchReadsTheReasonEachTime() {
        for (var i = 0; i < 20; i++) {
            try (var large = Pod.first().connect(ben)) {
                large.offerRaw("SEND\ndestination:" + sendTo(room) + "\n\n" + TWO_MIB);

                assertEnds(large, "frame.too.large", 4009);
            }
        }
    }

    @Test
    void refusesAFrameInOneByteMessages() {
        session.sendRaw("S");

        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void takesManyFramesInOneMessage() {
        var one = send(message("1", "one"));
        var two = send(message("2", "two"));

        session.sendRaw(one.encoded() + "\n" + two.encoded());

        neighbour.await(frame -> frame.body().contains("two"));
        assertThat(MESSAGES.history(room)).hasSize(2);
    }

    @Test
    void refusesTooManyHeaders() {
        var headers = new HashMap<String, String>();
        IntStream.range(0, 40).forEach(i -> headers.put("x-" + i, "y"));

        session.sendFrame("SUBSCRIBE", headers, "");

        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void onlyOpenSessionsCountAgainstThePersonsLimit() {
        for (var i = 0; i < 12; i++) {
            var shortLived = Pod.first().connect(cleo);
            shortLived.sendFrame("DISCONNECT", Map.of(), "");
            shortLived.awaitClose();
        }
        var open = IntStream.range(0, 10).mapToObj(_ -> Pod.first().connect(cleo)).toList();
        var oneTooMany = StompConnection.open(Pod.first().webSocket());

        oneTooMany.sendConnect(USERS.tokens().accessToken(cleo));

        assertEnds(oneTooMany, "overloaded", 4013);
        open.forEach(StompConnection::close);
    }

    @Test
    void takesAFrameInManyPiecesOfOneMessage() {
        var frame = send(message("1", "x".repeat(7_900))).encoded();

        session.sendInPieces(frame, 1);

        neighbour.await(event -> event.body().contains("xxx"));
    }

    @Test
    void refusesAFrameInMoreThanSixteenMessages() {
        session.sendRaw("SEND\ndestination:" + sendTo(room) + "\n\n" + "x".repeat(1_100));
        for (var i = 0; i < 17; i++) {
            session.sendRaw("x".repeat(1_100));
        }

        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void refusesAFirstFrameThatIsLargerThanAnyToken() {
        var stranger = StompConnection.open(Pod.first().webSocket());

        stranger.sendConnect("x".repeat(9_000));

        assertEnds(stranger, "frame.too.large", 4009);
    }

    @Test
    void aPodThatIsFullSendsPeopleElsewhereAndLimitsTheirSubscriptions() {
        try (var small =
                Pod.start(
                        "pod-small",
                        Map.of(
                                "PARLEY_SESSIONS_PER_POD",
                                "1",
                                "PARLEY_SUBSCRIPTIONS_PER_SESSION",
                                "1"))) {
            var only = small.connect(ben);
            only.subscribeAndAwait("/user/queue/errors", Map.of());

            var second = StompConnection.open(small.webSocket());

            assertThat(second.awaitClose()).isEqualTo(4013);
            assertRefused(
                    only,
                    Answers.subscribe(only, "/user/queue/session", Map.of()),
                    "subscription.limit");
        }
    }

    private StompFrame send(Map<String, String> message) {
        return new StompFrame(
                "SEND",
                Map.of("destination", sendTo(room)),
                Json.MAPPER.writeValueAsString(message));
    }

    private static String sendTo(RoomId room) {
        return "/app/rooms/" + room + "/send";
    }

    private static Map<String, String> message(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "text", text);
    }
}
