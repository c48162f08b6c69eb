package io.parley.chat.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told of rooms that they do not have open. */
@Tag("servers")
class InboxTest {

    private static final String INBOX = "/user/queue/inbox";
    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final StompConnection author = Pod.first().connect(ada);

    @AfterEach
    void close() {
        author.close();
    }

    @Test
    void aRoomThatIsNotSubscribedToAddsUpOnBothPods() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        say(room, "before", Map.of());
        try (var north = Pod.first().connect(ben);
                var south = Pod.second().connect(ben)) {
            north.subscribeAndAwait(INBOX, Map.of());
            south.subscribeAndAwait(INBOX, Map.of());

            say(room, "hello", Map.of());
            say(
                    room,
                    "hello Ben",
                    Map.of(
                            "mentions",
                            List.of(
                                    Map.of(
                                            "kind", "user", "userId", ben.id(), "at", 6, "length",
                                            3))));

            for (var session : List.of(north, south)) {
                var told = awaitHead(session, room, 3);
                assertThat(sum(told, "newMessages")).isBetween(2L, 3L);
                assertThat(sum(told, "mentions")).isEqualTo(1);
                assertThat(told.getLast().path("lastAt").asString()).endsWith("Z");
                assertThat(told).noneMatch(window -> window.has("recount"));
            }
        }
    }

    @Test
    void onesOwnMessagesMoveTheHeadAndCountForNothing() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        author.subscribeAndAwait(INBOX, Map.of());

        say(room, "hello", Map.of());

        var told = awaitHead(author, room, 1);
        assertThat(sum(told, "newMessages")).isZero();
        assertThat(told.getLast().has("lastAt")).isTrue();
    }

    @Test
    void deletingIsToBeLookedUp() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        try (var reader = Pod.second().connect(ben)) {
            reader.subscribeAndAwait(INBOX, Map.of());
            say(room, "hello", Map.of());
            awaitHead(reader, room, 1);

            author.sendAndAwait(
                    "/app/rooms/" + room + "/delete", Map.of("clientMsgId", "d", "seq", 1));

            assertThat(awaitHead(reader, room, 2).getLast().path("recount").asBoolean()).isTrue();
        }
    }

    @Test
    void otherWordsAreToBeLookedUpOnlyWhereSomebodyIsMentioned() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        try (var reader = Pod.second().connect(ben)) {
            reader.subscribeAndAwait(INBOX, Map.of());
            say(room, "helo", Map.of());
            awaitHead(reader, room, 1);

            edit(room, "e1", Map.of("text", "hello"));
            var told = awaitHead(reader, room, 2);
            edit(
                    room,
                    "e2",
                    Map.of(
                            "text",
                            "@Ben hello",
                            "mentions",
                            List.of(
                                    Map.of(
                                            "kind", "user", "userId", ben.id(), "at", 0, "length",
                                            4))));

            assertThat(told).noneMatch(window -> window.has("recount"));
            assertThat(awaitHead(reader, room, 3).getLast().path("recount").asBoolean()).isTrue();
        }
    }

    @Test
    void whoJoinsIsToldAndWhoLeavesIsNot() {
        var room = MESSAGES.room(RoomKind.GROUP, ada);
        var other = MESSAGES.room(RoomKind.GROUP, ada, ben);
        try (var reader = Pod.second().connect(ben)) {
            reader.subscribeAndAwait(INBOX, Map.of());
            MESSAGES.setMembers(room, ada, ben);
            reader.await(isInbox("room.changed", room));
            say(room, "welcome", Map.of());
            awaitHead(reader, room, 1);

            MESSAGES.setMembers(room, ada);
            reader.await(isInbox("room.removed", room));
            say(room, "without Ben", Map.of());
            say(other, "with Ben", Map.of());

            awaitHead(reader, other, 1);
            assertThat(windows(reader, room))
                    .allMatch(window -> window.path("headSeq").asLong() == 1);
        }
    }

    @Test
    void aRoomForEverybodyIsToldToAllButThoseWhoAreBanned() {
        var cleo = USERS.user("Cleo");
        var id = RoomId.of(UUID.randomUUID().toString());
        MESSAGES.change(
                new RoomSnapshot(
                        id,
                        1,
                        RoomKind.ANNOUNCE,
                        "news",
                        Set.of(ada.id()),
                        RoomAudience.EVERYBODY,
                        Set.of(),
                        Map.of(),
                        Set.of(cleo.id()),
                        Set.of()));
        var common = MESSAGES.room(RoomKind.GROUP, ada, cleo);
        try (var reader = Pod.second().connect(ben);
                var banned = Pod.second().connect(cleo)) {
            reader.subscribeAndAwait(INBOX, Map.of());
            banned.subscribeAndAwait(INBOX, Map.of());

            say(id, "news", Map.of());

            awaitHead(reader, id, 1);
            say(common, "hello", Map.of());
            awaitHead(banned, common, 1);
            assertThat(windows(banned, id)).isEmpty();
        }
    }

    @Test
    void aPersonWith300RoomsHearsOfAllOfThemIn100AFrame() {
        var rooms =
                IntStream.range(0, 300)
                        .mapToObj(_ -> MESSAGES.room(RoomKind.GROUP, ada, ben))
                        .toList();
        try (var reader = Pod.second().connect(ben)) {
            reader.subscribeAndAwait(INBOX, Map.of());

            rooms.forEach(
                    room ->
                            author.send(
                                    "/app/rooms/" + room + "/send",
                                    Map.of("clientMsgId", "m", "text", "hello")));

            rooms.forEach(room -> awaitHead(reader, room, 1));
            assertThat(reader.frames(InboxTest::isHeads))
                    .isNotEmpty()
                    .allMatch(frame -> frame.json().path("rooms").size() <= 100);
            var told = new HashMap<String, Long>();
            reader.frames(InboxTest::isHeads)
                    .forEach(
                            frame ->
                                    frame.json()
                                            .path("rooms")
                                            .forEach(
                                                    window ->
                                                            told.merge(
                                                                    window.path("roomId")
                                                                            .asString(),
                                                                    window.path("newMessages")
                                                                            .asLong(),
                                                                    Long::sum)));
            assertThat(told).hasSize(300).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
        }
    }

    @Test
    void theRoomsOfWhoCameWhileMessageServiceWasAwayAreLearntLater() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        say(room, "before", Map.of());
        try (var reader = Pod.second().connect(ben)) {
            MESSAGES.setAway(true);
            try {
                reader.subscribeAndAwait(INBOX, Map.of());
            } finally {
                MESSAGES.setAway(false);
            }

            var number = 0;
            while (windows(reader, room).isEmpty()) {
                say(room, "again " + number++, Map.of());
            }

            assertThat(windows(reader, room)).isNotEmpty();
        }
    }

    private void edit(RoomId room, String id, Map<String, Object> words) {
        var body = new HashMap<>(words);
        body.put("clientMsgId", id);
        body.put("seq", 1);
        author.sendAndAwait("/app/rooms/" + room + "/edit", body);
    }

    private void say(RoomId room, String text, Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.put("clientMsgId", text);
        body.put("text", text);
        author.sendAndAwait("/app/rooms/" + room + "/send", body);
    }

    /** The windows of a room so far, once they reach a seq. */
    private static List<JsonNode> awaitHead(StompConnection session, RoomId room, long seq) {
        session.await(
                frame ->
                        isHeads(frame)
                                && frame.json()
                                        .path("rooms")
                                        .valueStream()
                                        .anyMatch(
                                                window ->
                                                        isOf(window, room)
                                                                && window.path("headSeq").asLong()
                                                                        >= seq));
        return windows(session, room);
    }

    private static List<JsonNode> windows(StompConnection session, RoomId room) {
        return session.frames(InboxTest::isHeads).stream()
                .flatMap(frame -> frame.json().path("rooms").valueStream())
                .filter(window -> isOf(window, room))
                .toList();
    }

    private static boolean isOf(JsonNode window, RoomId room) {
        return window.path("roomId").asString().equals(room.toString());
    }

    private static long sum(List<JsonNode> windows, String field) {
        return windows.stream().mapToLong(window -> window.path(field).asLong()).sum();
    }

    private static boolean isHeads(StompFrame frame) {
        return INBOX.equals(frame.header("destination")) && "heads".equals(frame.header("x-type"));
    }

    private static Predicate<StompFrame> isInbox(String type, RoomId room) {
        return frame ->
                INBOX.equals(frame.header("destination"))
                        && type.equals(frame.header("x-type"))
                        && frame.body().contains(room.toString());
    }
}
