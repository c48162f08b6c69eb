package io.parley.chat;

import static io.parley.chat.Answers.assertEnds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.AccountLogStandIn;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a change of rights does to sessions that are open, on two pods. */
@Tag("servers")
class LiveRightsTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AccountLogStandIn ACCOUNTS =
            new AccountLogStandIn(Infrastructure.shared().kafkaBootstrapServers());

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");

    /** They make the log if there is none yet. */
    @BeforeAll
    static void startPods() {
        assertThat(Pod.first().isReady()).isTrue();
        assertThat(Pod.second().isReady()).isTrue();
    }

    @Test
    void aBanEndsAllSessionsOnAllPodsAndLetsNobodyBackIn() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        try (var here = Pod.first().connect(ben);
                var there = Pod.second().connect(ben);
                var neighbour = Pod.first().connect(ada)) {
            follow(here, room);
            follow(there, room);
            follow(neighbour, room);

            ACCOUNTS.ban(ben, AccountLogStandIn.FOR_EVER);

            assertEnds(here, "auth.revoked", 4003);
            assertEnds(there, "auth.revoked", 4003);
            neighbour.sendAndAwait(sendTo(room), message("1", "without Ben"));
            neighbour.await(isEvent("without Ben"));
            assertThat(here.frames(isEvent("without Ben"))).isEmpty();
            var again = StompConnection.open(Pod.second().webSocket());
            again.sendConnect(USERS.tokens().accessToken(ben));
            assertEnds(again, "auth.revoked", 4003);

            ACCOUNTS.unban(ben);

            await().atMost(PATIENCE).ignoreExceptions().until(() -> canConnect(Pod.second(), ben));
        }
    }

    @Test
    void anEndedSessionEndsAndTheOthersOfThePersonGoOn() {
        var ended = UUID.randomUUID();
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        try (var gone = connect(Pod.first(), ben, ended);
                var goneToo = connect(Pod.second(), ben, ended);
                var kept = connect(Pod.first(), ben, UUID.randomUUID())) {
            follow(kept, room);

            ACCOUNTS.endSession(ben, ended);

            assertEnds(gone, "auth.revoked", 4003);
            assertEnds(goneToo, "auth.revoked", 4003);
            kept.sendAndAwait(sendTo(room), message("1", "still here"));
        }
    }

    @Test
    void aDemotedAdminIsAUserAtOnceAndAnOlderTokenDoesNotHelp() {
        var older = USERS.tokens().accessToken(ada);
        var news = MESSAGES.room(RoomKind.ANNOUNCE, ada, ben);
        try (var session = Pod.first().connect(ada);
                var reader = Pod.second().connect(ben)) {
            session.subscribeAndAwait("/user/queue/session", Map.of());
            follow(reader, news);
            session.sendAndAwait(sendTo(news), message("1", "as an admin"));
            reader.await(isEvent("as an admin"));

            ACCOUNTS.setRole(ada, Role.USER);

            var notice = session.await(isNotice("role.changed"));
            assertThat(notice.json().path("role").asString()).isEqualTo("USER");
            assertThat(codeOf(session, news, "2")).isEqualTo("room.readonly");

            session.sendAndAwait("/app/session/token", Map.of("accessToken", older));

            assertThat(codeOf(session, news, "3")).isEqualTo("room.readonly");
            assertThat(MESSAGES.history(news)).hasSize(1);

            var newer =
                    USERS.tokens()
                            .withClaims(
                                    ada,
                                    Map.of("iat", Instant.now().plusSeconds(60).getEpochSecond()));
            session.sendAndAwait("/app/session/token", Map.of("accessToken", newer));

            session.sendAndAwait(sendTo(news), message("4", "an admin again"));
            reader.await(isEvent("an admin again"));
        }
    }

    @Test
    void aPromotedUserIsAnAdminAtOnce() {
        var news = MESSAGES.room(RoomKind.ANNOUNCE, ada, ben);
        try (var session = Pod.second().connect(ben)) {
            session.subscribeAndAwait("/user/queue/session", Map.of());
            assertThat(codeOf(session, news, "1")).isEqualTo("room.readonly");

            ACCOUNTS.setRole(ben, Role.ADMIN);

            session.await(isNotice("role.changed"));
            session.sendAndAwait(sendTo(news), message("2", "promoted"));
        }
    }

    @Test
    void anAddressThatDemandsARoleEndsWithIt() {
        var address = Pod.first().webSocket().resolve("/ws/admin");
        try (var session = StompConnection.connect(address, USERS.tokens().accessToken(ada))) {
            ACCOUNTS.setRole(ada, Role.USER);

            assertEnds(session, "role.required", 4009);
        }
    }

    @Test
    void whoIsRemovedGetsNothingMoreAndIsTold() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        try (var removed = Pod.first().connect(ben);
                var removedToo = Pod.second().connect(ben);
                var neighbour = Pod.second().connect(ada)) {
            follow(removed, room);
            follow(removedToo, room);
            follow(neighbour, room);

            MESSAGES.setMembers(room, ada);

            removed.await(isError("subscription.ended"));
            removedToo.await(isError("subscription.ended"));
            neighbour.sendAndAwait(sendTo(room), message("1", "among us"));
            neighbour.await(isEvent("among us"));
            assertThat(removed.frames(isEvent("among us"))).isEmpty();
            assertThat(removedToo.frames(isEvent("among us"))).isEmpty();
            assertThat(codeOf(removed, room, "2")).isEqualTo("room.not.found");
        }
    }

    @Test
    void aWriterCanAskWhetherItsChangeCounts() {
        var offset = ACCOUNTS.setRole(ben, Role.ADMIN);

        assertThat(Pod.first().applied("user.log", 0, offset)).contains("true");
        assertThat(Pod.second().applied("user.log", 0, offset)).contains("true");
        assertThat(Pod.first().applied("user.log", 0, offset + 1_000)).contains("false");
    }

    @Test
    void aDemotedAdminWritesNoMoreIntoADirectRoomWithAUser() {
        var room = MESSAGES.room(RoomKind.DIRECT, ada, ben);
        MESSAGES.put(MESSAGES.known(room).withRole(ben.id(), Role.USER));
        try (var session = Pod.first().connect(ada)) {
            session.subscribeAndAwait("/user/queue/session", Map.of());
            session.sendAndAwait(sendTo(room), message("1", "as an admin"));

            ACCOUNTS.setRole(ada, Role.USER);

            session.await(isNotice("role.changed"));
            assertThat(codeOf(session, room, "2")).isEqualTo("room.readonly");
        }
    }

    private static void follow(StompConnection session, RoomId room) {
        session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
    }

    private static StompConnection connect(Pod pod, Person person, UUID session) {
        return StompConnection.connect(
                pod.webSocket(),
                USERS.tokens().withClaims(person, Map.of("sid", session.toString())));
    }

    private static boolean canConnect(Pod pod, Person person) {
        var session = StompConnection.open(pod.webSocket());
        session.sendConnect(USERS.tokens().accessToken(person));
        var answer = session.await(frame -> frame.is("CONNECTED") || frame.is("ERROR"));
        session.abort();
        return answer.is("CONNECTED");
    }

    private static String codeOf(StompConnection session, RoomId room, String clientMsgId) {
        return code(session, session.send(sendTo(room), message(clientMsgId, "refused")));
    }

    private static String code(StompConnection session, String receipt) {
        return session.await(isErrorOf(receipt)).json().path("code").asString();
    }

    private static Predicate<StompFrame> isErrorOf(String receipt) {
        return frame ->
                "error".equals(frame.header("x-type"))
                        && receipt.equals(frame.json().path("receiptId").asString(null));
    }

    private static Predicate<StompFrame> isError(String code) {
        return frame ->
                "error".equals(frame.header("x-type"))
                        && code.equals(frame.json().path("code").asString(null));
    }

    private static Predicate<StompFrame> isNotice(String type) {
        return frame ->
                "/user/queue/session".equals(frame.header("destination"))
                        && type.equals(frame.header("x-type"));
    }

    private static Predicate<StompFrame> isEvent(String text) {
        return frame -> frame.header("x-seq") != null && frame.body().contains(text);
    }

    private static String sendTo(RoomId room) {
        return "/app/rooms/" + room + "/send";
    }

    private static Map<String, String> message(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "text", text);
    }
}
