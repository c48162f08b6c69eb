package io.parley.chat.rest;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.chat.rest.RoomClient.Answer;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused over HTTP is what is refused over STOMP, by the same codes. */
@Tag("servers")
class RestRefusalTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final List<String> CHANGES = List.of("edit", "delete", "react", "pin", "unpin");

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person cleo = USERS.user("Cleo");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben, cleo);
    private final RoomClient admin = new RoomClient(Pod.first(), ada, room);
    private final RoomClient author = new RoomClient(Pod.first(), ben, room);
    private final RoomClient other = new RoomClient(Pod.second(), cleo, room);

    @BeforeEach
    void benSaysHello() {
        assertThat(author.post("m1", "hello").status()).isEqualTo(201);
    }

    @Test
    void onlyAuthorsEditAndOnlyTheyAndAdminsDeleteAndPin() {
        assertRefused(admin.edit(1, "mine"), 403, "policy.denied");
        assertRefused(other.edit(1, "mine"), 403, "policy.denied");
        assertRefused(other.delete("/messages/1"), 403, "role.required");
        assertRefused(other.put("/pins/1"), 403, "role.required");
        assertNothingHappened();
    }

    @Test
    void whatIsNotThereOrWasDeletedIsNotFound() {
        CHANGES.forEach(what -> assertRefused(act(admin, what, 7), 404, "message.not.found"));
        assertNothingHappened();

        seenDeleted();

        CHANGES.forEach(what -> assertRefused(act(admin, what, 1), 404, "message.not.found"));
    }

    @Test
    void aRoomOfOthersLooksLikeNoRoomAtAll() {
        var outsider = new RoomClient(Pod.first(), USERS.user("Dan"), room);

        assertRefused(outsider.post("x", "hi"), 404, "room.not.found");
        CHANGES.forEach(what -> assertRefused(act(outsider, what, 1), 404, "room.not.found"));
        assertNothingHappened();
    }

    @Test
    void aMessageOfAnotherRoomCannotBeNamed() {
        var second = MESSAGES.room(RoomKind.GROUP, ada, ben);
        var there = new RoomClient(Pod.first(), ben, second);

        assertRefused(there.edit(1, "there"), 404, "message.not.found");
        assertThat(MESSAGES.history(second)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spectator, room.readonly, 403",
        "muted, room.readonly, 403",
        "banned, room.not.found, 404"
    })
    void whoMayNotSpeakSaysAndChangesNothing(String standing, String code, int status) {
        become(standing);

        assertRefused(author.post("x", "hi"), status, code);
        assertRefused(act(author, "edit", 1), status, code);
        assertRefused(act(author, "react", 1), status, code);
        assertNothingHappened();
    }

    @Test
    void whoIsMutedMayTakeBackWhatTheySaid() {
        become("muted");

        assertThat(author.delete("/messages/1").status()).isEqualTo(204);
    }

    @Test
    void afterTheWindowNothingIsChangedAndWhoIsFasterThanTheirPaceWaits() {
        var settings =
                Map.<String, Object>of(
                        "PARLEY_EDIT_WINDOW",
                        "0s",
                        "PARLEY_DELETE_WINDOW",
                        "0s",
                        "PARLEY_SENDS_PER_SECOND",
                        "10",
                        "PARLEY_SEND_BURST",
                        "1");
        try (var strict = Pod.start("strict-rest", settings)) {
            var late = new RoomClient(strict, ben, room);
            assertRefused(late.edit(1, "x"), 403, "edit.window.closed");
            assertRefused(late.delete("/messages/1"), 403, "edit.window.closed");

            var from = System.nanoTime();
            IntStream.range(0, 10).forEach(n -> late.post("w" + n, "words"));
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isGreaterThan(Duration.ofMillis(700));
        }
        assertThat(MESSAGES.history(room)).hasSize(11);
    }

    @Test
    void aThreadHasNoThreads() {
        author.post(Map.of("clientMsgId", "t1", "text", "in it", "threadRoot", 1));

        var nested = author.post(Map.of("clientMsgId", "t2", "text", "x", "threadRoot", 2));

        assertRefused(nested, 422, "validation.failed");
        assertThat(nested.json().at("/fields/0/name").asString()).isEqualTo("threadRoot");
    }

    @Test
    void onlyWhoIsInTheRoomIsMentioned() {
        var stranger = USERS.user("Eve").id().toString();
        var mention = Map.of("kind", "user", "userId", stranger, "at", 0, "length", 2);

        assertRefused(
                author.post(Map.of("clientMsgId", "x", "text", "hi", "mentions", List.of(mention))),
                422,
                "validation.failed");
        assertNothingHappened();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /messages | {\"clientMsgId\":\"x\"}",
                "POST   | /messages | {\"clientMsgId\":\"x\",\"text\":\" \"}",
                "POST   | /messages | {\"clientMsgId\":7,\"text\":\"y\"}",
                "POST   | /messages | {\"clientMsgId\":\"x\",\"text\":\"y\",\"replySeq\":\"1\"}",
                "POST   | /messages | {\"clientMsgId\":\"x\",\"text\":\"a\\u0000b\"}",
                "POST   | /messages | []",
                "POST   | /messages | 1",
                "PATCH  | /messages/1 | {\"text\":\"\"}",
                "PATCH  | /messages/0 | {\"text\":\"y\"}",
                "PATCH  | /messages/x | {\"text\":\"y\"}",
                "PATCH  | /messages/9007199254740992 | {\"text\":\"y\"}",
                "DELETE | /messages/1?reason=%20 | {}",
                "PUT    | /messages/1/reactions/ab | {}",
                "PUT    | /messages/1/reactions/%F0%9F%91%8D%F0%9F%91%8D | {}",
                "PUT    | /pins/-1 | {}"
            })
    void aBadRequestIsRefused(String method, String path, String body) {
        var answer = author.send(method, path, BodyPublishers.ofString(body));

        assertRefused(answer, 422, "validation.failed");
        assertNothingHappened();
    }

    @Test
    void whatIsNoRequestIsRefusedAsEverywhere() {
        var huge = "{\"clientMsgId\":\"x\",\"text\":\"%s\"}".formatted("y".repeat(70_000));

        assertRefused(
                author.send("POST", "/messages", BodyPublishers.ofString("{")),
                400,
                "frame.malformed");
        assertRefused(
                author.send("POST", "/messages", BodyPublishers.ofString(huge)),
                413,
                "frame.too.large");
        assertRefused(author.post("x", "y".repeat(8_001)), 422, "validation.failed");
        assertRefused(
                author.post(Map.of("text", "x"), "Content-Type", "text/plain"),
                415,
                "media.type.unsupported");
        var wrong = author.put("/messages/1");
        assertRefused(wrong, 405, "method.not.allowed");
        assertThat(wrong.header("Allow")).contains("PATCH", "DELETE");
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c"})
    void nobodyGetsInWithoutAToken(String token) {
        var nobody = new RoomClient(Pod.first(), token, room);

        var answer = nobody.post("x", "hi");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertNothingHappened();
    }

    @Test
    void oneMoreEmojiThanAPersonMayHaveChangesNothing() {
        var emoji = IntStream.range(0, 21).mapToObj(n -> "%F0%9F%91%" + hex(0x86 + n)).toList();

        emoji.forEach(one -> await().until(() -> react(one).status() == 204));

        assertThat(Objects.requireNonNull(MESSAGES.messages(room).getFirst().reactions()))
                .hasSize(20);
    }

    @Test
    void reactionsToTooManyMessagesOfARoomAreRefusedForAMoment() {
        var readers = Stream.generate(() -> USERS.user("Reader")).limit(8).toList();
        var news =
                MESSAGES.room(
                        RoomKind.ANNOUNCE,
                        Stream.concat(Stream.of(ada), readers.stream()).toArray(Person[]::new));
        var writer = new RoomClient(Pod.first(), ada, news);
        var clients = readers.stream().map(one -> new RoomClient(Pod.first(), one, news)).toList();
        var seqs = IntStream.rangeClosed(1, readers.size()).boxed().toList();
        seqs.forEach(seq -> writer.post("n" + seq, "news"));

        var answers =
                seqs.stream()
                        .map(
                                seq ->
                                        CompletableFuture.supplyAsync(
                                                () -> act(clients.get(seq - 1), "react", seq),
                                                Thread::startVirtualThread))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        var refused = answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(refused).isNotEmpty().hasSizeLessThan(answers.size());
        assertThat(refused.getFirst().code()).isEqualTo("rate.limited");
        assertThat(refused.getFirst().header("Retry-After")).isEqualTo("1");
    }

    private Answer react(String emoji) {
        return author.put("/messages/1/reactions/" + emoji);
    }

    private static String hex(int number) {
        return Integer.toHexString(number);
    }

    private static Answer act(RoomClient by, String what, long seq) {
        return switch (what) {
            case "edit" -> by.edit(seq, "x");
            case "delete" -> by.delete("/messages/" + seq);
            case "react" -> by.put("/messages/" + seq + "/reactions/%F0%9F%91%8D");
            case "pin" -> by.put("/pins/" + seq);
            case "unpin" -> by.delete("/pins/" + seq);
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** The answer says that it is in the log; the event, that it has happened. */
    private void seenDeleted() {
        try (var session = Pod.first().connect(ben)) {
            session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
            assertThat(author.delete("/messages/1").status()).isEqualTo(204);
            session.await(frame -> "message.deleted".equals(frame.header("x-type")));
        }
    }

    /** Ben is that from now on, and his pod knows it. */
    private void become(String standing) {
        try (var session = Pod.first().connect(ben)) {
            session.subscribeAndAwait("/user/queue/inbox", Map.of());
            MESSAGES.change(Standings.with(MESSAGES.known(room), standing, ben));
            session.await(
                    frame -> requireNonNullElse(frame.header("x-type"), "").startsWith("room."));
        }
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(Stream.of(answer.status(), answer.code())).containsExactly(status, code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    private void assertNothingHappened() {
        assertThat(MESSAGES.history(room)).hasSize(1);
    }
}
