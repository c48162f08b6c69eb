package io.parley.chat.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chat.FragileSuite;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.read.ReadMove;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What readers notice of it when the log is away: little, and in the end a clear no. */
@Tag("servers")
class KafkaAwayTest {

    private static final FragileSuite SUITE = FragileSuite.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = SUITE.messages().room(RoomKind.GROUP, ada, ben);

    @Test
    void aShortPauseOnlyMakesAMoveLateAndALongOneIsToldToTheReader() {
        SUITE.awaitHealth();
        try (var phone = SUITE.north().connect(ben);
                var laptop = SUITE.south().connect(ben);
                var log = new ReadLogReader(SUITE.kafkaBootstrapServers())) {
            laptop.subscribeAndAwait("/user/queue/inbox", Map.of());
            phone.sendAndAwait(read(), Map.of("seq", 1));
            log.awaitMoves(room, 1);

            SUITE.pauseKafka();
            try {
                var late = phone.send(read(), Map.of("seq", 2));
                laptop.await(frame -> frame.body().contains("\"seq\":2"));
                await().during(Duration.ofSeconds(3))
                        .atMost(Duration.ofSeconds(10))
                        .until(
                                () ->
                                        phone.frames(
                                                        frame ->
                                                                late.equals(
                                                                        frame.header("receipt-id")))
                                                .isEmpty());
                SUITE.resumeKafka();
                phone.awaitReceipt(late);

                SUITE.pauseKafka();
                var lost = phone.send(read(), Map.of("seq", 3));
                var told =
                        phone.await(
                                frame ->
                                        lost.equals(frame.json().path("receiptId").asString(null)));
                assertThat(told.json().path("code").asString()).isEqualTo("unavailable");
                assertThat(phone.closeCode()).isEmpty();
            } finally {
                SUITE.resumeKafka();
            }
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                phone.send(read(), Map.of("seq", 4));
                                return log.moves(room).stream()
                                        .map(ReadMove::seq)
                                        .anyMatch(seq -> seq == 4);
                            });
            assertThat(log.moves(room)).extracting(ReadMove::seq).startsWith(1L, 2L).isSorted();
            awaitSequencers(phone, laptop);
        }
        SUITE.awaitHealth();
    }

    /** They have been away as well, and come back in their own time. */
    private void awaitSequencers(StompConnection phone, StompConnection laptop) {
        phone.sendAndAwait(
                "/app/rooms/" + room + "/send", Map.of("clientMsgId", "m", "text", "afterwards"));
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(3))
                .until(
                        () ->
                                !laptop.frames(frame -> "heads".equals(frame.header("x-type")))
                                        .isEmpty());
    }

    private String read() {
        return "/app/rooms/" + room + "/read";
    }
}
