package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that leaves gets the answers to what it sent before, then the last receipt. */
class DisconnectTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada);
    private final StompConnection session = Pod.first().connect(ada);

    @Test
    void allSendsAreReceiptedBeforeTheDisconnect() {
        var sends =
                IntStream.range(0, 20)
                        .mapToObj(i -> send("r" + i, draft("m" + i)).encoded())
                        .collect(Collectors.joining());

        session.sendRaw(sends + disconnect().encoded());

        assertThat(session.awaitClose()).isEqualTo(1000);
        assertThat(session.frames(frame -> frame.is("RECEIPT")))
                .extracting(frame -> frame.header("receipt-id"))
                .containsExactly(
                        IntStream.rangeClosed(0, 20)
                                .mapToObj(i -> i == 20 ? "bye" : "r" + i)
                                .toArray(String[]::new));
        assertThat(MESSAGES.history(room)).hasSize(20);
    }

    @Test
    void aRefusedSendIsAnsweredBeforeTheDisconnect() {
        session.sendRaw(
                send("taken", draft("1")).encoded()
                        + send("refused", Map.of("text", "without an id")).encoded()
                        + disconnect().encoded());

        assertThat(session.awaitClose()).isEqualTo(1000);
        var answers = session.frames(frame -> !frame.is("CONNECTED"));
        assertThat(answers).hasSize(3);
        assertThat(answers.getLast().header("receipt-id")).isEqualTo("bye");
        assertThat(answers)
                .anyMatch(frame -> "taken".equals(frame.header("receipt-id")))
                .anyMatch(frame -> frame.body().contains("\"receiptId\":\"refused\""));
    }

    @Test
    void aSubscribeIsAnsweredBeforeTheDisconnect() {
        var subscribe =
                new StompFrame(
                        "SUBSCRIBE",
                        Map.of("id", "s", "destination", "/topic/rooms/" + room, "receipt", "sub"),
                        "");

        session.sendRaw(subscribe.encoded() + disconnect().encoded());

        assertThat(session.awaitClose()).isEqualTo(1000);
        var answers = session.frames(frame -> !frame.is("CONNECTED"));
        assertThat(answers).hasSize(2);
        // It may have begun by then, or not
        assertThat(answers.getFirst())
                .matches(
                        frame ->
                                "sub".equals(frame.header("receipt-id"))
                                        || frame.body().contains("subscription.ended"));
        assertThat(answers.getLast().header("receipt-id")).isEqualTo("bye");
    }

    private StompFrame send(String receipt, Map<String, String> body) {
        return new StompFrame(
                "SEND",
                Map.of("destination", "/app/rooms/" + room + "/send", "receipt", receipt),
                Json.MAPPER.writeValueAsString(body));
    }

    private static StompFrame disconnect() {
        return new StompFrame("DISCONNECT", Map.of("receipt", "bye"), "");
    }

    private static Map<String, String> draft(String clientMsgId) {
        return Map.of("clientMsgId", clientMsgId, "text", "hello");
    }
}
