package io.parley.chat;

import static io.parley.chat.Answers.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.EventData;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Editing, deleting, reacting, answering and pinning over STOMP: what is done, what is refused. */
@Tag("servers")
class ChangedMessageTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final Map<String, String> REPEAT = Map.of("x-repeat", "true");

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person cleo = USERS.user("Cleo");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben, cleo);
    private final StompConnection admin = Pod.first().connect(ada);
    private final StompConnection author = Pod.first().connect(ben);
    private final StompConnection elsewhere = Pod.second().connect(ben);
    private final StompConnection other = Pod.second().connect(cleo);

    @BeforeEach
    void benSaysHello() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m1", "text", "hello"));
    }

    @AfterEach
    void hangUp() {
        MESSAGES.setAway(false);
        admin.close();
        author.close();
        elsewhere.close();
        other.close();
    }

    @Test
    void anAuthorEditsAndEverybodySeesTheEvent() {
        other.subscribeAndAwait("/topic/rooms/" + room, Map.of());

        author.sendAndAwait(to("edit"), edit("e1", "hello, all"));

        var seen = other.await(frame -> "message.edited".equals(frame.header("x-type"))).json();
        assertThat(seen.path("seq").asLong()).isEqualTo(2);
        assertThat(seen.path("data").path("target").path("seq").asLong()).isEqualTo(1);
        assertThat(seen.path("data").path("text").asString()).isEqualTo("hello, all");
        assertThat(message().text()).isEqualTo("hello, all");
        assertThat(message().version()).isEqualTo(2);
    }

    @Test
    void theAuthorAndAnAdminDelete() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m2", "text", "spam"));

        author.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));
        admin.sendAndAwait(
                to("delete"), Map.of("clientMsgId", "d2", "seq", 2, "reason", " off topic "));

        assertThat(MESSAGES.messages(room)).allMatch(message -> message.deleted() != null);
        assertThat(requireNonNull(MESSAGES.messages(room).getLast().deleted()).reason())
                .isEqualTo("off topic");
    }

    @Test
    void peopleReactAndTakeItBackHoweverTheEmojiWasTyped() {
        other.sendAndAwait(to("react"), react("r1", "❤", "add"));
        author.sendAndAwait(to("react"), react("r2", "❤️", "add"));
        author.sendAndAwait(to("react"), react("r3", "❤️", "remove"));

        var reactions = requireNonNull(message().reactions());
        assertThat(reactions).hasSize(1);
        assertThat(reactions.getFirst().people())
                .extracting(reactor -> reactor.userId())
                .containsExactly(cleo.id());
    }

    @Test
    void adminsPinAndUnpin() {
        admin.sendAndAwait(to("pin"), Map.of("clientMsgId", "p1", "seq", 1));
        assertThat(message().pinned()).isNotNull();

        admin.sendAndAwait(to("unpin"), Map.of("clientMsgId", "p2", "seq", 1));
        assertThat(message().pinned()).isNull();
    }

    @Test
    void aRoomHasFiftyPins() {
        IntStream.rangeClosed(2, 51)
                .forEach(n -> author.send(to("send"), Map.of("clientMsgId", "m" + n, "text", "x")));
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "last", "text", "x"));
        IntStream.rangeClosed(1, 50)
                .forEach(
                        n ->
                                admin.sendAndAwait(
                                        to("pin"), Map.of("clientMsgId", "p" + n, "seq", n)));

        assertRefused(
                admin, admin.send(to("pin"), Map.of("clientMsgId", "p", "seq", 51)), "conflict");
    }

    @Test
    void anAnswerNamesTheMessageByBothItsNames() {
        other.sendAndAwait(to("send"), Map.of("clientMsgId", "a1", "text", "hi", "replySeq", 1));
        other.sendAndAwait(
                to("send"),
                Map.of(
                        "clientMsgId",
                        "a2",
                        "text",
                        "hi",
                        "replyTo",
                        message().messageId().toString()));

        assertThat(MESSAGES.history(room).subList(1, 3))
                .allSatisfy(
                        event ->
                                assertThat(event.data())
                                        .isEqualTo(
                                                new EventData.MessageCreated(
                                                        "hi", message().messageId(), 1L)));
    }

    @Test
    void anAnswerByIdAloneIsSentAlsoWhileItCannotBeLookedUp() {
        other.sendAndAwait(to("send"), Map.of("clientMsgId", "a0", "text", "the room is known"));
        var id = message().messageId();
        MESSAGES.setAway(true);

        other.sendAndAwait(
                to("send"), Map.of("clientMsgId", "a1", "text", "hi", "replyTo", id.toString()));

        MESSAGES.setAway(false);
        assertThat(MESSAGES.history(room).getLast().data())
                .isEqualTo(new EventData.MessageCreated("hi", id, null));
    }

    @Test
    void theNewestMessagesAreChangedWithoutAskingAnybody() {
        author.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        author.sendAndAwait(to("react"), react("r0", "👍", "add"));
        author.awaitAtLeast(1, frame -> "reaction.changed".equals(frame.header("x-type")));
        MESSAGES.setAway(true);

        author.sendAndAwait(to("edit"), edit("e1", "hello, all"));
        author.sendAndAwait(to("react"), react("r1", "👀", "add"));
    }

    @Test
    void whatCannotBeLookedUpHoldsNothingElseUp() {
        other.sendAndAwait(to("send"), Map.of("clientMsgId", "a0", "text", "the room is known"));
        MESSAGES.setAway(true);

        var receipt =
                other.send(
                        to("react"),
                        Map.of("clientMsgId", "r1", "seq", 4_000, "emoji", "👍", "op", "add"));
        other.sendAndAwait(to("send"), Map.of("clientMsgId", "a1", "text", "goes on"));

        assertRefused(other, receipt, "unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "delete", "react", "pin", "unpin"})
    void aDeletedMessageIsNotFound(String what) {
        seenDeleted(admin);

        assertRefused(admin, admin.send(to(what), any("x", 1)), "message.not.found");
    }

    @Test
    void nothingIsChangedAfterTheWindowButByAdmins() {
        var settings =
                Map.<String, Object>of("PARLEY_EDIT_WINDOW", "0s", "PARLEY_DELETE_WINDOW", "0s");
        try (var strict = Pod.start("strict", settings);
                var late = strict.connect(ben);
                var ruler = strict.connect(ada)) {
            assertRefused(late, late.send(to("edit"), edit("e1", "x")), "edit.window.closed");
            assertRefused(
                    late,
                    late.send(to("delete"), Map.of("clientMsgId", "d1", "seq", 1)),
                    "edit.window.closed");
            ruler.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));
        }
    }

    @Test
    void aPodThatMayNotWriteTheNewRecordsStillSends() {
        var settings = Map.<String, Object>of("PARLEY_WRITE_LOG_VERSION", "2");
        try (var careful = Pod.start("careful", settings);
                var session = careful.connect(ben)) {
            assertRefused(session, session.send(to("edit"), edit("e1", "x")), "unavailable");
            session.sendAndAwait(
                    to("send"), Map.of("clientMsgId", "a1", "text", "hi", "replySeq", 1));
        }
        assertThat(MESSAGES.history(room).getLast().data())
                .isEqualTo(new EventData.MessageCreated("hi", message().messageId(), null));
    }

    @Test
    void aRepeatedChangeCountsOnceAndHasTwoReceipts() {
        author.sendAndAwait(to("edit"), edit("e1", "hello, all"));
        var records = MESSAGES.records(room);

        author.sendAndAwait(to("edit"), edit("e1", "hello, all"));
        elsewhere.awaitReceipt(elsewhere.send(to("edit"), edit("e1", "hello, all"), REPEAT));

        assertThat(MESSAGES.records(room)).isEqualTo(records);
    }

    @Test
    void aDeletionThatIsRepeatedElsewhereIsReceiptedAlsoWithoutItsMark() {
        elsewhere.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        seenDeleted(author);
        elsewhere.await(frame -> "message.deleted".equals(frame.header("x-type")));
        var history = MESSAGES.history(room);

        elsewhere.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));

        assertThat(MESSAGES.history(room)).isEqualTo(history);
    }

    @Test
    void aRepeatOfWhatWasDeletedMeanwhileIsNotSentOnceMore() {
        author.sendAndAwait(to("edit"), edit("e1", "hello, all"));
        admin.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));
        var records = MESSAGES.records(room);

        elsewhere.awaitReceipt(
                elsewhere.send(to("send"), Map.of("clientMsgId", "m1", "text", "hello"), REPEAT));
        elsewhere.awaitReceipt(elsewhere.send(to("edit"), edit("e1", "hello, all"), REPEAT));

        assertThat(MESSAGES.records(room)).isEqualTo(records);
    }

    @Test
    void anotherKindUnderAUsedIdIsAConflict() {
        assertRefused(author, author.send(to("edit"), edit("m1", "hello")), "conflict");
        author.sendAndAwait(to("edit"), edit("e1", "hello, all"));
        assertRefused(
                author,
                author.send(to("send"), Map.of("clientMsgId", "e1", "text", "hello, all")),
                "conflict");
        assertRefused(
                elsewhere,
                elsewhere.send(to("edit"), edit("e1", "something else"), REPEAT),
                "conflict");
        assertThat(MESSAGES.history(room)).hasSize(2);
    }

    @Test
    void aMessageAndWhatChangesItKeepTheirOrder() {
        IntStream.range(0, 50)
                .forEach(
                        n -> {
                            author.send(to("edit"), edit("e" + n, "edit " + n));
                            author.send(to("send"), Map.of("clientMsgId", "n" + n, "text", "x"));
                        });
        author.sendAndAwait(to("edit"), edit("last", "the end"));

        assertThat(MESSAGES.history(room).stream().skip(1).map(RoomEvent::clientMsgId))
                .startsWith("e0", "n0", "e1", "n1")
                .endsWith("e49", "n49", "last");
    }

    @Test
    void whoChangesTooFastWaitsAndTooManyReactionsOfARoomAreRefused() {
        var settings =
                Map.<String, Object>of(
                        "PARLEY_CHANGES_PER_SECOND", "10", "PARLEY_CHANGE_BURST", "1");
        var news = MESSAGES.room(RoomKind.ANNOUNCE, ada, ben);
        admin.sendAndAwait(sendTo(news), Map.of("clientMsgId", "n1", "text", "news"));
        try (var slow = Pod.start("slow", settings);
                var session = slow.connect(ben);
                var busy = Pod.first().connect(ben)) {
            var from = System.nanoTime();
            IntStream.range(0, 10)
                    .forEach(n -> session.send(to("edit"), edit("w" + n, "edit " + n)));
            session.sendAndAwait(to("edit"), edit("w10", "edit 10"));
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isGreaterThan(Duration.ofMillis(700));

            IntStream.range(0, 200)
                    .forEach(
                            n ->
                                    busy.send(
                                            "/app/rooms/" + news + "/react",
                                            react("r" + n, "👍", n % 2 == 0 ? "add" : "remove")));
            var limited = busy.await(frame -> frame.body().contains("rate.limited")).json();
            assertThat(limited.path("retryAfterMs").asLong()).isBetween(1L, 200L);
        }
    }

    /** The receipt says that it is in the log; the event, that it has happened. */
    private void seenDeleted(StompConnection by) {
        by.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        by.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));
        by.await(frame -> "message.deleted".equals(frame.header("x-type")));
    }

    private FoldedMessage message() {
        return MESSAGES.messages(room).getFirst();
    }

    private String to(String what) {
        return "/app/rooms/" + room + "/" + what;
    }

    private static String sendTo(RoomId room) {
        return "/app/rooms/" + room + "/send";
    }

    private static Map<String, Object> edit(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "seq", 1, "text", text);
    }

    private static Map<String, Object> react(String clientMsgId, String emoji, String op) {
        return Map.of("clientMsgId", clientMsgId, "seq", 1, "emoji", emoji, "op", op);
    }

    private static Map<String, Object> any(String clientMsgId, long seq) {
        return Map.of(
                "clientMsgId", clientMsgId, "seq", seq, "text", "x", "emoji", "👍", "op", "add");
    }
}
