package io.parley.chat;

import static io.parley.chat.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same client message id once more: it counts once, at any age, and never stands for another
 * text. The second try comes to another pod, which knows nothing of the first one.
 */
class RepeatedSendTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final Map<String, String> REPEAT = Map.of("x-repeat", "true");

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final String destination = "/app/rooms/" + room + "/send";
    private final StompConnection here = Pod.first().connect(ben);
    private final StompConnection elsewhere = Pod.second().connect(ben);

    @AfterEach
    void hangUp() {
        MESSAGES.setAway(false);
        here.close();
        elsewhere.close();
    }

    @Test
    void aRepeatOfWhatTheLogHasIsReceiptedAndNotAppendedAgain() {
        here.sendAndAwait(destination, message("1", "hello"));
        var records = MESSAGES.records(room);

        elsewhere.awaitReceipt(elsewhere.send(destination, message("1", "hello"), REPEAT));

        assertThat(MESSAGES.records(room)).isEqualTo(records);
        assertThat(MESSAGES.history(room)).hasSize(1);
    }

    @Test
    void aRepeatOfWhatNeverArrivedIsSent() {
        elsewhere.awaitReceipt(elsewhere.send(destination, message("1", "hello"), REPEAT));

        assertThat(MESSAGES.history(room)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT11M", "-P30D", "PT5M"})
    void anIdThatTellsAnotherTimeThanNowIsLookedUpUnasked(String sinceNow) {
        var id = timeOrdered(Instant.now().plus(Duration.parse(sinceNow)));
        here.sendAndAwait(destination, message(id, "hello"));
        var records = MESSAGES.records(room);

        elsewhere.sendAndAwait(destination, message(id, "hello"));

        assertThat(MESSAGES.records(room)).isEqualTo(records);
    }

    @Test
    void aFreshMessageNeedsNobodyButTheLog() {
        here.sendAndAwait(destination, message("0", "the room is known"));
        MESSAGES.setAway(true);

        here.sendAndAwait(destination, message("1", "hello"));
        here.sendAndAwait(destination, message(timeOrdered(Instant.now()), "hello"));
    }

    @Test
    void aRepeatIsRefusedForNowWhereItCannotBeLookedUpAndNothingOvertakesIt() {
        here.sendAndAwait(destination, message("1", "hello"));
        elsewhere.sendAndAwait(destination, message("0", "the room is known"));
        var records = MESSAGES.records(room);

        MESSAGES.setAway(true);
        var repeat = elsewhere.send(destination, message("1", "hello"), REPEAT);
        var behind = elsewhere.send(destination, message("2", "and more"));
        assertRefused(elsewhere, repeat, "unavailable");
        assertRefused(elsewhere, behind, "unavailable");
        assertThat(MESSAGES.records(room)).isEqualTo(records);

        MESSAGES.setAway(false);
        assertRefused(elsewhere, elsewhere.send(destination, message("3", "new")), "unavailable");
        elsewhere.awaitReceipt(elsewhere.send(destination, message("1", "hello"), REPEAT));
        elsewhere.sendAndAwait(destination, message("2", "and more"));
        elsewhere.sendAndAwait(destination, message("3", "new"));
        assertThat(MESSAGES.history(room))
                .extracting(event -> event.clientMsgId())
                .containsExactly("1", "0", "2", "3");
    }

    @Test
    void whoGivesUpWhatWasRefusedGoesOnWithoutIt() {
        elsewhere.sendAndAwait(destination, message("0", "the room is known"));
        MESSAGES.setAway(true);
        var repeat = elsewhere.send(destination, message("1", "hello"), REPEAT);
        assertRefused(elsewhere, repeat, "unavailable");
        MESSAGES.setAway(false);

        elsewhere.awaitReceipt(
                elsewhere.send(
                        destination, message("2", "new"), Map.of("x-forget-refused", "true")));
        elsewhere.sendAndAwait(destination, message("3", "newer"));
    }

    @Test
    void whoNeitherRepeatsNorGivesUpIsSentAwayInTheEnd() {
        elsewhere.sendAndAwait(destination, message("0", "the room is known"));
        MESSAGES.setAway(true);
        elsewhere.send(destination, message("1", "hello"), REPEAT);

        for (var number = 0; number < 300 && elsewhere.closeCode().isEmpty(); number++) {
            elsewhere.send(destination, message("n" + number, "deaf"));
        }

        assertThat(elsewhere.awaitClose()).isEqualTo(4013);
    }

    @Test
    void anotherTextUnderAnIdThatThisPodHasSentIsAConflict() {
        here.sendAndAwait(destination, message("1", "hello"));

        var other = here.send(destination, message("1", "something else"));

        assertConflict(here, other, "1");
    }

    @Test
    void anotherTextUnderAnIdThatThisPodHasShownIsAConflict() {
        elsewhere.subscribeAndAwait("/topic/rooms/" + room, Map.of());
        here.sendAndAwait(destination, message("1", "hello"));
        elsewhere.await(frame -> frame.is("MESSAGE") && frame.body().contains("hello"));

        var other = elsewhere.send(destination, message("1", "something else"));

        assertConflict(elsewhere, other, "1");
    }

    @Test
    void aRepeatWithAnotherTextIsAConflictAtAnyAge() {
        here.sendAndAwait(destination, message("1", "hello"));

        var other = elsewhere.send(destination, message("1", "something else"), REPEAT);

        assertConflict(elsewhere, other, "1");
        elsewhere.sendAndAwait(destination, message("2", "goes on"));
    }

    @Test
    void theSameIdInAnotherRoomIsAnotherMessage() {
        var second = MESSAGES.room(RoomKind.GROUP, ada, ben);
        here.sendAndAwait(destination, message("1", "hello"));

        here.sendAndAwait("/app/rooms/" + second + "/send", message("1", "something else"));

        assertThat(MESSAGES.history(second)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-repeat", "x-forget-refused"})
    void aMarkThatSaysNeitherYesNorNoIsRefused(String header) {
        var receipt = here.send(destination, message("1", "hello"), Map.of(header, "perhaps"));

        assertRefused(here, receipt, "validation.failed");
    }

    private void assertConflict(StompConnection session, String receipt, String clientMsgId) {
        assertRefused(session, receipt, "conflict");
        assertThat(
                        session.frames(frame -> frame.body().contains("\"conflict\""))
                                .getLast()
                                .json()
                                .path("clientMsgId")
                                .asString())
                .isEqualTo(clientMsgId);
        assertThat(MESSAGES.history(room)).noneMatch(event -> event.toString().contains("else"));
    }

    private static Map<String, String> message(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "text", text);
    }

    /** A UUID of version 7. */
    private static String timeOrdered(Instant at) {
        var random = UUID.randomUUID();
        return new UUID(
                        (at.toEpochMilli() << 16)
                                | 0x7000
                                | (random.getMostSignificantBits() & 0xFFF),
                        random.getLeastSignificantBits())
                .toString();
    }
}
