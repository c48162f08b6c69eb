package io.parley.chat;

import static io.parley.chat.Answers.assertEnds;
import static io.parley.chat.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.EventData.MessageCreated;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.TestTokens;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One session and its entries: what is taken, what is refused, and that nobody else notices. */
@Tag("servers")
class StompSessionTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = person("Ada", Role.ADMIN);
    private final Person ben = person("Ben", Role.USER);
    private final Person cleo = person("Cleo", Role.USER);
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);

    private StompConnection neighbour = Pod.first().connect(ada);
    private StompConnection session = Pod.first().connect(ben);

    @BeforeEach
    void watchAsANeighbour() {
        neighbour.subscribeAndAwait("/topic/rooms/" + room, Map.of());
    }

    @AfterEach
    void theNeighbourIsUnharmed() {
        neighbour.sendAndAwait(sendTo(room), Map.of("clientMsgId", "last", "text", "still here"));
        neighbour.await(frame -> frame.is("MESSAGE") && frame.body().contains("still here"));
        neighbour.close();
        session.close();
    }

    @Test
    void aReceiptMeansThatTheMessageIsInTheLog() {
        session.sendAndAwait(sendTo(room), message("1", "hello"));

        assertThat(MESSAGES.history(room))
                .extracting(event -> event.data())
                .containsExactly(new MessageCreated("hello", null, null));
    }

    @Test
    void aRepeatedSendHasOneNumberAndTwoReceipts() {
        session.sendAndAwait(sendTo(room), message("1", "hello"));
        session.sendAndAwait(sendTo(room), message("1", "hello"));

        assertThat(MESSAGES.history(room)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND", "SUBSCRIBE", "DISCONNECT"})
    void refusesASessionThatDoesNotConnectFirst(String command) {
        var stranger = StompConnection.open(Pod.first().webSocket());

        stranger.sendFrame(command, Map.of("destination", sendTo(room), "id", "1"), "");

        assertEnds(stranger, "auth.missing", 4009);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refusesABadToken(Function<Person, String> token, String code, int close) {
        var stranger = StompConnection.open(Pod.first().webSocket());

        stranger.sendConnect(token.apply(ben));

        assertEnds(stranger, code, close);
    }

    static Stream<Arguments> badTokens() {
        TestTokens tokens = USERS.tokens();
        return Stream.of(
                bad(tokens::forged, "auth.invalid", 4009),
                bad(of -> tokens.expiringIn(of, Duration.ofSeconds(-5)), "auth.expired", 4001),
                bad(of -> tokens.withClaims(of, Map.of("aud", "else")), "auth.invalid", 4009),
                bad(of -> tokens.withClaims(of, Map.of("iss", "else")), "auth.invalid", 4009),
                bad(of -> tokens.withClaims(of, Map.of("role", "ROOT")), "auth.invalid", 4009),
                bad(of -> tokens.withClaims(of, Map.of("sub", "root")), "auth.invalid", 4009),
                bad(of -> tokens.withHeader(of, Map.of("typ", "JWT")), "auth.invalid", 4009),
                bad(of -> tokens.withClaims(of, tomorrow()), "auth.invalid", 4009),
                bad(_ -> "nonsense", "auth.invalid", 4009),
                bad(_ -> "", "auth.invalid", 4009));
    }

    private static Map<String, Object> tomorrow() {
        return Map.of("nbf", Instant.now().plus(Duration.ofDays(1)).getEpochSecond());
    }

    private static Arguments bad(Function<Person, String> token, String code, int close) {
        return Arguments.of(token, code, close);
    }

    @Test
    void refusesASecondConnect() {
        session.sendConnect(USERS.tokens().accessToken(ben));

        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void anAddressForAdminsRefusesAUser() {
        var address = Pod.first().webSocket().resolve("/ws/admin");
        var stranger = StompConnection.open(address);

        stranger.sendConnect(USERS.tokens().accessToken(ben));

        assertEnds(stranger, "role.required", 4009);
        StompConnection.connect(address, USERS.tokens().accessToken(ada)).close();
    }

    @Test
    void anAdminAndAUserReachEachOther() {
        session.sendAndAwait("/app/dm/" + ada.id() + "/send", message("1", "help"));
        neighbour.sendAndAwait("/app/dm/" + ben.id() + "/send", message("1", "gladly"));

        assertThat(session.frames(frame -> frame.is("ERROR"))).isEmpty();
    }

    @Test
    void refusesAUserWritingToAUser() {
        var receipt = session.send("/app/dm/" + cleo.id() + "/send", message("1", "psst"));

        assertRefused(session, receipt, "policy.denied");
    }

    @Test
    void refusesAPersonWhoDoesNotExist() {
        var nobody = "00000000-0000-7000-8000-00000000dead";

        var fromAUser = session.send("/app/dm/" + nobody + "/send", message("1", "psst"));
        var fromAnAdmin = neighbour.send("/app/dm/" + nobody + "/send", message("1", "psst"));

        // As for a user who exists, so that nobody learns which do
        assertRefused(session, fromAUser, "policy.denied");
        assertRefused(neighbour, fromAnAdmin, "user.not.found");
    }

    @Test
    void aRoomOfOthersLooksLikeNoRoomAtAll() {
        var outsider = Pod.first().connect(cleo);

        var sent = outsider.send(sendTo(room), message("1", "psst"));
        var absent =
                outsider.send(
                        sendTo(RoomId.of("00000000-0000-7000-8000-00000000dead")),
                        message("1", "psst"));
        var subscribed = Answers.subscribe(outsider, "/topic/rooms/" + room, Map.of());

        assertRefused(outsider, sent, "room.not.found");
        assertRefused(outsider, absent, "room.not.found");
        assertRefused(outsider, subscribed, "room.not.found");
        assertThat(MESSAGES.history(room)).isEmpty();
    }

    @Test
    void onlyAdminsPostInAnAnnounceRoom() {
        var news = MESSAGES.room(RoomKind.ANNOUNCE, ada, ben);

        var receipt = session.send(sendTo(news), message("1", "me too"));
        neighbour.sendAndAwait(sendTo(news), message("1", "news"));

        assertRefused(session, receipt, "room.readonly");
        assertThat(MESSAGES.history(news)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/rooms/x/send",
                "/app/rooms//send",
                "/app/rooms/*/send",
                "send",
                "edit",
                "/edit",
                "/app/rooms/edit",
                "/app/rooms/x/edit",
                "/topic/rooms/00000000-0000-7000-8000-00000000dead",
                "/user/queue/errors",
                "/queue/x",
                "/",
                ""
            })
    void refusesToSendToADestinationThatDoesNotExist(String destination) {
        var receipt = session.send(destination, message("1", "hello"));

        assertRefused(session, receipt, "policy.denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/rooms/*",
                "/topic/**",
                "/topic/rooms/00000000-0000-7000-8000-00000000DEAD",
                "/queue/errors-user1",
                "/user/somebody/queue/inbox"
            })
    void refusesToSubscribeToADestinationThatDoesNotExist(String destination) {
        assertRefused(session, Answers.subscribe(session, destination, Map.of()), "policy.denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"clientMsgId\":\"1\"}",
                "{\"clientMsgId\":\"1\",\"text\":\"  \"}",
                "{\"clientMsgId\":\"1\",\"text\":7}",
                "{\"clientMsgId\":\"1\",\"text\":\"\\u0000\"}",
                "{\"clientMsgId\":\"1\",\"text\":\"\\ud800\"}",
                "{\"clientMsgId\":\"\",\"text\":\"hello\"}",
                "{\"clientMsgId\":\"1\",\"text\":\"hello\",\"replyTo\":\"x\"}",
                "{\"clientMsgId\":\"1\",\"text\":\"hello\"} and more"
            })
    void refusesABadBodyAndStoresNothing(String body) {
        session.sendFrame("SEND", Map.of("destination", sendTo(room), "receipt", "r"), body);

        assertRefused(session, "r", "validation.failed");
        assertThat(MESSAGES.history(room)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\n\n\0", "send\n\n\0", "SEND\nno colon\n\n\0", "MESSAGE\n\n\0"})
    void refusesWhatIsNoFrameOfAClient(String text) {
        session.sendRaw(text);

        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void refusesASecondSubscriptionOfOneDestination() {
        session.subscribeAndAwait("/topic/rooms/" + room, Map.of());

        assertRefused(
                session,
                Answers.subscribe(session, "/topic/rooms/" + room, Map.of()),
                "subscription.duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1e9", "99999999999999999999", "1.5"})
    void refusesACursorThatIsNoSeq(String after) {
        assertRefused(
                session,
                Answers.subscribe(session, "/topic/rooms/" + room, Map.of("x-after", after)),
                "validation.failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    void refusesTransactions(String command) {
        session.sendFrame(command, Map.of("transaction", "t"), "");

        assertEnds(session, "frame.malformed", 4009);
    }

    @Test
    void disconnectIsReceiptedAndClosed() {
        session.sendFrame("DISCONNECT", Map.of("receipt", "bye"), "");

        session.awaitReceipt("bye");
        assertThat(session.awaitClose()).isEqualTo(1000);
    }

    @Test
    void takesAFreshTokenOfTheSamePersonOnly() {
        var own = USERS.tokens().accessToken(ben);
        var others = USERS.tokens().accessToken(ada);

        session.sendAndAwait("/app/session/token", Map.of("accessToken", own));
        var receipt = session.send("/app/session/token", Map.of("accessToken", others));

        assertRefused(session, receipt, "auth.invalid");
    }

    @Test
    void namesOfTheEarlierGenerationStillWork() {
        session.sendAndAwait("/app/joinRoom", Map.of("roomId", room));
        session.sendAndAwait(
                "/app/sendMessage", Map.of("roomId", room, "clientMsgId", "1", "text", "hello"));

        assertThat(MESSAGES.history(room)).hasSize(1);
    }

    @Test
    void saysSoWhenARoomCannotBeLookedUp() {
        var unknownToThePod = MESSAGES.room(RoomKind.GROUP, ben);
        MESSAGES.setAway(true);
        try {
            var receipt = session.send(sendTo(unknownToThePod), message("1", "hello"));

            assertRefused(session, receipt, "unavailable");
        } finally {
            MESSAGES.setAway(false);
        }
    }

    private static Person person(String name, Role role) {
        var person = role == Role.ADMIN ? USERS.admin(name) : USERS.user(name);
        MESSAGES.know(person);
        return person;
    }

    private static String sendTo(RoomId room) {
        return "/app/rooms/" + room + "/send";
    }

    private static Map<String, String> message(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "text", text);
    }
}
