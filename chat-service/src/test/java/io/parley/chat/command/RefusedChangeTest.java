package io.parley.chat.command;

import static io.parley.chat.Answers.assertRefused;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.chat.rest.Standings;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes over STOMP that are not done: not there, not allowed, not readable. */
@Tag("servers")
class RefusedChangeTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person cleo = USERS.user("Cleo");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben, cleo);
    private final StompConnection admin = Pod.first().connect(ada);
    private final StompConnection author = Pod.first().connect(ben);
    private final StompConnection other = Pod.second().connect(cleo);

    @BeforeEach
    void benSaysHello() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m1", "text", "hello"));
    }

    @AfterEach
    void hangUp() {
        admin.close();
        author.close();
        other.close();
    }

    @Test
    void nobodyEditsTheWordsOfOthersAndOnlyAdminsDeleteThem() {
        assertRefused(admin, admin.send(to("edit"), edit("e1", "mine")), "policy.denied");
        assertRefused(other, other.send(to("edit"), edit("e1", "mine")), "policy.denied");
        assertRefused(
                other,
                other.send(to("delete"), Map.of("clientMsgId", "d1", "seq", 1)),
                "role.required");
        assertRefused(
                other,
                other.send(to("pin"), Map.of("clientMsgId", "p1", "seq", 1)),
                "role.required");
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "delete", "react", "pin", "unpin"})
    void aMessageThatIsNotThereIsNotFound(String what) {
        assertRefused(admin, admin.send(to(what), any("x", 7)), "message.not.found");
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "delete", "react", "pin", "unpin"})
    void aRoomOfOthersLooksLikeNoRoomAtAll(String what) {
        try (var outsider = Pod.first().connect(USERS.user("Dan"))) {
            assertRefused(outsider, outsider.send(to(what), any("x", 1)), "room.not.found");
        }
        assertNothingHappened();
    }

    @Test
    void anAnswerToWhatIsNotThereIsRefused() {
        assertRefused(
                other,
                other.send(to("send"), Map.of("clientMsgId", "a1", "text", "hi", "replySeq", 9)),
                "message.not.found");
        assertRefused(
                other,
                other.send(
                        to("send"),
                        Map.of("clientMsgId", "a2", "text", "hi", "replyTo", "0".repeat(32))),
                "message.not.found");
        assertNothingHappened();
    }

    @Test
    void aMessageOfAnotherRoomCannotBeNamed() {
        var second = MESSAGES.room(RoomKind.GROUP, ada, ben);

        assertRefused(
                author,
                author.send("/app/rooms/" + second + "/edit", edit("e1", "there")),
                "message.not.found");
        assertThat(MESSAGES.history(second)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "edit, spectator, room.readonly",
        "react, spectator, room.readonly",
        "delete, spectator, room.readonly",
        "edit, muted, room.readonly",
        "react, muted, room.readonly",
        "edit, banned, room.not.found",
        "delete, banned, room.not.found",
        "react, banned, room.not.found"
    })
    void whoMayNotSpeakChangesNothing(String what, String standing, String code) {
        become(standing);

        assertRefused(author, author.send(to(what), any("x", 1)), code);
        assertNothingHappened();
    }

    @Test
    void whoIsMutedMayTakeBackWhatTheySaid() {
        become("muted");

        author.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));

        assertThat(MESSAGES.messages(room).getFirst().deleted()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edit   | {\"clientMsgId\":\"x\",\"seq\":1}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":1,\"text\":\" \"}",
                "edit   | {\"clientMsgId\":\"x\",\"text\":\"y\"}",
                "edit   | {\"seq\":1,\"text\":\"y\"}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":0,\"text\":\"y\"}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":1.5,\"text\":\"y\"}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":\"1\",\"text\":\"y\"}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":9007199254740992,\"text\":\"y\"}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":1,\"text\":\"y\",\"ifVersion\":0}",
                "edit   | {\"clientMsgId\":\"x\",\"seq\":1,\"text\":\"y\",\"ifVersion\":\"1\"}",
                "delete | {\"clientMsgId\":\"x\",\"seq\":1,\"reason\":\"\"}",
                "delete | {\"clientMsgId\":\"x\",\"seq\":1,\"reason\":7}",
                "react  | {\"clientMsgId\":\"x\",\"seq\":1,\"emoji\":\"ab\",\"op\":\"add\"}",
                "react  | {\"clientMsgId\":\"x\",\"seq\":1,\"emoji\":\"👍👍\",\"op\":\"add\"}",
                "react  | {\"clientMsgId\":\"x\",\"seq\":1,\"emoji\":\"👍\",\"op\":\"toggle\"}",
                "react  | {\"clientMsgId\":\"x\",\"seq\":1,\"emoji\":\"👍\"}",
                "pin    | {\"clientMsgId\":\"x\"}",
                "send   | {\"clientMsgId\":\"x\",\"text\":\"y\",\"replySeq\":\"1\"}"
            })
    void aBadBodyIsRefused(String what, String body) {
        author.sendFrame("SEND", Map.of("destination", to(what), "receipt", "r"), body);

        assertRefused(author, "r", "validation.failed");
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "delete"})
    void anOversizedWordIsRefused(String what) {
        var receipt =
                author.send(
                        to(what),
                        Map.of(
                                "clientMsgId",
                                "x",
                                "seq",
                                1,
                                "text",
                                "y".repeat(8_001),
                                "reason",
                                "y".repeat(501)));

        assertRefused(author, receipt, "validation.failed");
        assertNothingHappened();
    }

    /** Ben is that from now on, and his pod knows it. */
    private void become(String standing) {
        author.subscribeAndAwait("/user/queue/inbox", Map.of());
        MESSAGES.change(Standings.with(MESSAGES.known(room), standing, ben));
        author.await(frame -> requireNonNullElse(frame.header("x-type"), "").startsWith("room."));
    }

    private void assertNothingHappened() {
        assertThat(MESSAGES.history(room)).hasSize(1);
    }

    private String to(String what) {
        return "/app/rooms/" + room + "/" + what;
    }

    private static Map<String, Object> edit(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "seq", 1, "text", text);
    }

    private static Map<String, Object> any(String clientMsgId, long seq) {
        return Map.of(
                "clientMsgId", clientMsgId, "seq", seq, "text", "x", "emoji", "👍", "op", "add");
    }
}
