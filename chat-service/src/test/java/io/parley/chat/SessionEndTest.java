package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How sessions end that nobody has ended by a frame. */
@Tag("servers")
class SessionEndTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");

    @Test
    void aPodThatStopsSendsItsSessionsElsewhere() {
        var leaving = Pod.start("pod-3", Map.of());
        var session = leaving.connect(ada);
        session.subscribeAndAwait("/user/queue/session", Map.of());
        assertThat(leaving.sessions()).isEqualTo(1);

        leaving.close();

        var notice = session.await(frame -> "draining".equals(frame.header("x-type")));
        assertThat(notice.json().path("retryAfterMs").isNumber()).isTrue();
        assertThat(session.awaitClose()).isEqualTo(4012);
    }

    @Test
    void whoDoesNotConnectInTimeIsClosed() {
        var silent = StompConnection.open(Pod.first().webSocket());

        assertThat(silent.await(frame -> frame.is("ERROR")).header("message"))
                .isEqualTo("auth.missing");
        assertThat(silent.awaitClose()).isEqualTo(4009);
    }

    @Test
    void aClientIsWarnedBeforeItsTokenExpires() {
        var token = USERS.tokens().expiringIn(ben, Duration.ofSeconds(65));
        try (var session = StompConnection.connect(Pod.first().webSocket(), token)) {
            session.subscribeAndAwait("/user/queue/session", Map.of());

            var warning = session.await(frame -> "token.expiring".equals(frame.header("x-type")));

            assertThat(warning.json().path("expiresAt").asString()).isNotEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutAndItsNeighbourGetsAll() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben);
        var topic = "/topic/rooms/" + room;
        try (var deaf = new DeafClient(Pod.first().webSocket());
                var neighbour = Pod.first().connect(ada);
                var probe = Pod.first().connect(ben)) {
            var token = USERS.tokens().accessToken(ben);
            deaf.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n\0");
            deaf.send("SUBSCRIBE\nid:s\ndestination:" + topic + "\n\n\0");
            neighbour.subscribeAndAwait(topic, Map.of());
            var slow = slowOnes();

            for (var i = 0; i < 900; i++) {
                probe.send(
                        "/app/rooms/" + room + "/send",
                        Map.of("clientMsgId", "m" + i, "text", "x".repeat(8_000)));
            }

            var seen = neighbour.awaitAtLeast(900, SessionEndTest::isEvent);
            assertThat(seen).extracting(frame -> frame.header("x-seq")).doesNotHaveDuplicates();
            await().atMost(Duration.ofSeconds(60)).until(() -> slowOnes() > slow);
            assertThat(deaf.drain()).isLessThan(900L * 8_000);
        }
    }

    private static double slowOnes() {
        return Pod.first().count("parley.sessions.closed", "code", "4008");
    }

    private static boolean isEvent(StompFrame frame) {
        return frame.is("MESSAGE") && frame.header("x-seq") != null;
    }
}
