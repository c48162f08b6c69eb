package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a sender notices of it when the log is away: a clear no, and a yes when it is back. */
@Tag("servers")
class KafkaFaultTest {

    private static final FragileSuite SUITE = FragileSuite.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = SUITE.messages().room(RoomKind.GROUP, ada, ben);

    @Test
    void aSendIsRefusedWhileTheLogIsAwayAndTakenOnceItIsBack() {
        SUITE.awaitHealth();
        try (var first = SUITE.north().connect(ada);
                var sender = SUITE.north().connect(ada);
                var reader = SUITE.south().connect(ben)) {
            sender.subscribeAndAwait("/user/queue/session", Map.of());
            reader.subscribeAndAwait("/topic/rooms/" + room, Map.of());
            say(sender, "before");
            sender.awaitReceipt(say(sender, "just before"));

            // Still connected, so that the first send is on its way to it: a producer that has
            // lost its last broker forgets the topic, and refuses for certain
            SUITE.pauseKafka();
            try {
                var unknown = say(first, "into the void");
                sender.await(isNotice("unavailable"));
                SUITE.stopKafka();

                var refused = say(sender, "meanwhile");

                assertThat(code(sender, refused)).isEqualTo("unavailable");
                assertThat(sender.closeCode()).isEmpty();
                assertThat(code(first, unknown))
                        .as(first.frames(frame -> true).toString())
                        .isEqualTo("send.unknown");
                assertThat(first.awaitClose()).isEqualTo(4013);
            } finally {
                SUITE.startKafka();
            }
            sender.await(isNotice("available"));
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> isTaken(sender, "afterwards"));

            reader.await(frame -> frame.is("MESSAGE") && frame.body().contains("afterwards"));
            assertThat(SUITE.messages().history(room))
                    .extracting(event -> event.clientMsgId())
                    .contains("before", "just before", "afterwards")
                    .doesNotContain("meanwhile")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whoLeavesWhileTheLogIsAwayHearsWhatBecameOfEachSend() {
        SUITE.awaitHealth();
        try (var leaving = SUITE.north().connect(ada)) {
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> isTaken(leaving, "first of all"));
            var answersBefore = leaving.frames(frame -> true).size();

            SUITE.stopKafka();
            try {
                var sends =
                        List.of(say(leaving, "one"), say(leaving, "two"), say(leaving, "three"));
                leaving.sendFrame("DISCONNECT", Map.of("receipt", "bye"), "");

                assertThat(leaving.awaitClose()).isEqualTo(1000);
                var answers = leaving.frames(frame -> true);
                assertThat(answers).hasSize(answersBefore + 4);
                assertThat(answers.getLast().header("receipt-id")).isEqualTo("bye");
                assertThat(sends)
                        .allSatisfy(
                                send ->
                                        assertThat(code(leaving, send))
                                                .isIn("send.unknown", "unavailable"));
            } finally {
                SUITE.startKafka();
            }
        }
    }

    /** False where it was refused for now, as may happen again while the log comes back. */
    private boolean isTaken(StompConnection session, String text) {
        var receipt = sayAnew(session, text);
        var answer =
                session.await(
                        frame ->
                                receipt.equals(frame.header("receipt-id"))
                                        || frame.body().contains('"' + receipt + '"'));
        return answer.is("RECEIPT");
    }

    /** Gives up what was refused before. */
    private String sayAnew(StompConnection session, String text) {
        return session.send(
                "/app/rooms/" + room + "/send",
                Map.of("clientMsgId", text, "text", text),
                Map.of("x-forget-refused", "true"));
    }

    private String say(StompConnection session, String text) {
        return session.send(
                "/app/rooms/" + room + "/send", Map.of("clientMsgId", text, "text", text));
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

    private static Predicate<StompFrame> isNotice(String type) {
        return frame ->
                "/user/queue/session".equals(frame.header("destination"))
                        && type.equals(frame.header("x-type"));
    }
}
