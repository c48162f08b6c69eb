package io.parley.chat;

import static io.parley.chat.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not done is refused by name, never receipted, and the session goes on. */
class StompRefusalTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada);
    private final StompConnection session = Pod.first().connect(ada);

    @AfterEach
    void theSessionGoesOn() {
        session.sendAndAwait(sendTo(room), message("last", "still here"));
        session.close();
    }

    @Test
    void aRefusedSubscriptionIsNamedByItsOwnId() {
        var first = session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        var second = session.subscribe("/topic/rooms/" + room, Map.of());

        var error = session.await(frame -> "error".equals(frame.header("x-type")));

        assertThat(error.json().path("subscriptionId").asString()).isEqualTo(second);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aRefusedSendIsNamedByItsClientMsgId() {
        session.sendFrame(
                "SEND",
                Map.of("destination", "/app/nowhere"),
                "{\"clientMsgId\":\"mine\",\"text\":\"hello\"}");

        var error = session.await(frame -> "error".equals(frame.header("x-type")));

        assertThat(error.json().path("clientMsgId").asString()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "ack, client, ack must be auto",
        "ack, client-individual, ack must be auto",
        "ack, nonsense, ack must be auto",
        "selector, a = 1, no selectors",
        "x-after, ' 5 x', x-after is a seq"
    })
    void refusesByNameWhatASubscriptionCannotDo(String header, String value, String detail) {
        var receipt = Answers.subscribe(session, "/topic/rooms/" + room, Map.of(header, value));

        assertRefused(session, receipt, "validation.failed");
        assertThat(session.frames(frame -> frame.body().contains(detail))).hasSize(1);
    }

    @Test
    void blanksAroundWhatIsNoNameAreHarmless() {
        session.subscribeAndAwait("/topic/rooms/" + room, Map.of("ack", " auto", "x-after", " 0 "));
    }

    @Test
    void aPaddedDestinationIsRefusedForItsBlank() {
        assertRefused(
                session,
                Answers.subscribe(session, " /topic/rooms/" + room, Map.of()),
                "policy.denied");
        assertRefused(
                session, session.send(sendTo(room) + " ", message("1", "x")), "policy.denied");
        assertThat(session.frames(frame -> frame.body().contains("ends with a blank"))).hasSize(2);
    }

    @Test
    void aQueueThatCannotBeResumedSaysSo() {
        assertRefused(
                session,
                Answers.subscribe(session, "/user/queue/inbox", Map.of("x-after", "1")),
                "validation.failed");
    }

    @Test
    void refusesASendOfATransactionAndANackByName() {
        session.sendFrame(
                "SEND",
                Map.of("destination", sendTo(room), "transaction", "t", "receipt", "s"),
                "{\"clientMsgId\":\"1\",\"text\":\"hello\"}");
        session.sendFrame("NACK", Map.of("id", "1", "receipt", "n"), "");

        assertRefused(session, "s", "validation.failed");
        assertRefused(session, "n", "validation.failed");
        assertThat(MESSAGES.history(room)).isEmpty();
    }

    @Test
    void unsubscribingWhatIsNotThereIsAnErrorAndNoReceipt() {
        var id = session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        session.sendFrame("UNSUBSCRIBE", Map.of("id", "other", "receipt", "u1"), "");
        session.sendFrame("UNSUBSCRIBE", Map.of("id", id + " ", "receipt", "u2"), "");
        session.sendFrame(
                "UNSUBSCRIBE", Map.of("destination", "/topic/rooms/" + room, "receipt", "u3"), "");

        assertRefused(session, "u1", "subscription.not.found");
        assertRefused(session, "u2", "subscription.not.found");
        assertRefused(session, "u3", "validation.failed");
        session.sendAndAwait(sendTo(room), message("1", "goes on"));
        session.await(
                frame ->
                        id.equals(frame.header("subscription"))
                                && frame.body().contains("goes on"));
    }

    @Test
    void anEndedSubscriptionIsReceiptedAndItsIdIsFreeAgain() {
        var topic = "/topic/rooms/" + room;
        for (var i = 0; i < 3; i++) {
            session.sendFrame(
                    "SUBSCRIBE", Map.of("id", "s", "destination", topic, "receipt", "s" + i), "");
            session.sendFrame("UNSUBSCRIBE", Map.of("id", "s", "receipt", "u" + i), "");
            session.awaitReceipt("u" + i);
        }
        var id = session.subscribeAndAwait(topic, Map.of());
        session.sendAndAwait(sendTo(room), message("1", "seen"));
        session.await(
                frame -> id.equals(frame.header("subscription")) && frame.body().contains("seen"));
    }

    private static String sendTo(RoomId room) {
        return "/app/rooms/" + room + "/send";
    }

    private static Map<String, String> message(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "text", text);
    }
}
