package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.TcpForwarder;
import io.parley.test.UserServiceStandIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The order of what one session sends to a room, where its answers come late and the log stands
 * still for a moment: the client has long sent more when it hears that something was refused.
 */
class SlowLinkOrderTest {

    private static final FragileSuite SUITE = FragileSuite.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final int MESSAGES = 160;

    /**
     * Long enough for the pod to refuse sends, and short enough that none is of unknown outcome.
     */
    private static final Duration LOG_AWAY = Duration.ofMillis(2_300);

    private static final Duration ANSWERS_LATE_BY = Duration.ofMillis(1_500);

    private final Person ada = USERS.admin("Ada");
    private final RoomId room = SUITE.messages().room(RoomKind.GROUP, ada);

    @RepeatedTest(3)
    void nothingOvertakesARefusedMessageHoweverLateTheClientHearsOfIt() {
        SUITE.awaitHealth();
        try (var link = new TcpForwarder(Integer.parseInt(SUITE.north().port()));
                var session = connect(link);
                var sender =
                        new PipeliningSender(session, "/app/rooms/" + room + "/send", MESSAGES)) {
            link.delayAnswers(ANSWERS_LATE_BY);
            await().until(() -> SUITE.messages().history(room).size() > MESSAGES / 16);

            SUITE.pauseKafka();
            try {
                var pausedAt = System.nanoTime();
                await().pollInterval(Duration.ofMillis(10))
                        .until(() -> System.nanoTime() - pausedAt > LOG_AWAY.toNanos());
            } finally {
                SUITE.resumeKafka();
            }

            await().atMost(Duration.ofSeconds(60)).until(sender::isDone);
            assertThat(session.frames(frame -> "error".equals(frame.header("x-type"))))
                    .as("refusals, or the test has shown nothing")
                    .isNotEmpty();
            assertThat(inTheirOrder()).isEqualTo(inOrder());
        }
    }

    private StompConnection connect(TcpForwarder link) {
        return StompConnection.connect(
                URI.create("ws://127.0.0.1:" + link.port() + "/ws"),
                USERS.tokens().accessToken(ada));
    }

    private List<String> inTheirOrder() {
        return SUITE.messages().history(room).stream()
                .map(event -> String.valueOf(event.clientMsgId()))
                .toList();
    }

    private static List<String> inOrder() {
        return IntStream.rangeClosed(1, MESSAGES).mapToObj(number -> "n" + number).toList();
    }
}
