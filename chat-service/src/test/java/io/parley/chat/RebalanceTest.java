package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a pod does that hears that others are emptier, and how gently it takes its leave. */
@Tag("servers")
class RebalanceTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final int SENDS = 60;

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);

    @Test
    void aFullPodSendsItsOldestSessionsElsewhereUntilItIsLikeTheOthers() {
        var full =
                Pod.start(
                        "pod-full",
                        Map.of(
                                "PARLEY_REBALANCE_PERCENT", "20",
                                "PARLEY_REBALANCE_AFTER", "1s",
                                "PARLEY_SESSIONS_PER_USER", "100"));
        var sessions = new ArrayList<StompConnection>();
        try (full) {
            for (var i = 0; i < 12; i++) {
                sessions.add(full.connect(ada));
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> full.told(5, 0) <= 5);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> full.count("parley.sessions.closed", "code", "4012") == 7);
            assertThat(full.count("parley.sessions.shed")).isEqualTo(7);
            for (var i = 0; i < 12; i++) {
                assertThat(sessions.get(i).closeCode().isPresent()).isEqualTo(i < 7);
            }
        } finally {
            sessions.forEach(StompConnection::close);
        }
    }

    @Test
    void whatAPodHasTakenIsAnsweredBeforeItSendsTheSenderAway() throws InterruptedException {
        var leaving = Pod.start("pod-leaving", Map.of());
        try (var sender = leaving.connect(ada)) {
            var receipts = new ArrayList<String>();
            for (var i = 0; i < SENDS; i++) {
                receipts.add(say(sender, i));
            }
            sender.awaitReceipt(receipts.getFirst());

            var stop = Thread.ofVirtual().start(leaving::close);

            assertThat(sender.awaitClose()).isEqualTo(4012);
            stop.join();
            var answered = answered(sender);
            assertThat(answered).isEqualTo(receipts.subList(0, answered.size()));
            assertThat(sender.frames(frame -> "error".equals(frame.header("x-type")))).isEmpty();
            assertThat(sender.frames(frame -> frame.is("ERROR"))).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> MESSAGES.history(room).size() >= answered.size());
            assertThat(MESSAGES.history(room)).hasSize(answered.size());
        }
    }

    private String say(StompConnection session, int number) {
        return session.send(
                "/app/rooms/" + room + "/send",
                Map.of("clientMsgId", "m" + number, "text", "number " + number));
    }

    private static List<String> answered(StompConnection session) {
        return session.frames(frame -> frame.is("RECEIPT")).stream()
                .map(frame -> frame.header("receipt-id"))
                .toList();
    }
}
