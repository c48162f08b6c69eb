package io.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import io.parley.test.Infrastructure;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What chat pods ask before they append what may be an old message once more. */
@RunningService
class MessageLookUpTest {

    /** So many that the planner prefers the index. */
    private static final int MANY = 500;

    private final RoomId room = RoomId.of(UUID.randomUUID().toString());
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aMessageIsFoundAsSoonAsTheLogHasIt() {
        for (var n = 1; n <= 50; n++) {
            var message = LogWriter.message(room, "m" + n);
            log.append(message);

            var answer = find(message.id());

            assertThat(answer.json().at("/items/0/seq").asInt()).isEqualTo(n);
            assertThat(answer.json().at("/items/0/data/text").asString())
                    .isEqualTo("text of m" + n);
            assertThat(answer.json().path("items")).hasSize(1);
        }
    }

    @Test
    void anAbsentMessageIsAbsentForCertainWhereAllOfTheLogIsStored() {
        log.append(LogWriter.message(room, "m1"));

        var answer = find(LogWriter.message(room, "m2").id());

        assertThat(answer.json().path("items")).isEmpty();
        assertThat(answer.json().path("complete").asBoolean()).isTrue();
    }

    @Test
    void anAbsentMessageIsNotCalledAbsentWhileTheLogIsAhead() {
        var message = LogWriter.message(room, "m1");

        var answer =
                whileNothingIsStored(
                        () -> {
                            log.append(message);
                            return find(message.id());
                        });

        assertThat(answer.json().path("items")).isEmpty();
        assertThat(answer.json().path("complete").asBoolean()).isFalse();
    }

    @Test
    void theIdOfAnotherRoomsMessageFindsNothing() {
        var message = LogWriter.message(room, "m1");
        log.append(message);

        var answer =
                Api.asService(port)
                        .get(
                                "/internal/rooms/%s/messages/%s"
                                        .formatted(UUID.randomUUID(), message.id()));

        assertThat(answer.json().path("items")).isEmpty();
    }

    @Test
    void whatIsNoMessageIdIsRefused() {
        assertThat(
                        Api.asService(port)
                                .get("/internal/rooms/%s/messages/%s".formatted(room, "x"))
                                .status())
                .isBetween(400, 422);
    }

    @Test
    void aRoomOfManyMessagesIsNotWalkedThrough() {
        for (var n = 1; n <= MANY; n++) {
            log.append(LogWriter.message(room, "m" + n));
        }
        find(LogWriter.message(room, "m" + MANY).id());
        jdbc.sql("ANALYZE room_event").update();

        var plan =
                String.join(
                        "\n",
                        jdbc.sql(
                                        "EXPLAIN SELECT seq FROM room_event WHERE room_id = ? AND"
                                                + " message_id = ? ORDER BY seq LIMIT 1")
                                .params(room.value(), UUID.randomUUID())
                                .query(String.class)
                                .list());

        assertThat(plan).contains("room_event_of_message");
    }

    private Api.Answer find(MessageId id) {
        return Api.asService(port).get("/internal/rooms/%s/messages/%s".formatted(room, id));
    }

    private <T> T whileNothingIsStored(Supplier<T> step) {
        return Objects.requireNonNull(
                new TransactionTemplate(transactions)
                        .execute(
                                status -> {
                                    jdbc.sql(
                                                    "SELECT FROM chat_progress WHERE partition = ?"
                                                            + " FOR UPDATE")
                                            .param(ChatLog.partitionOf(room))
                                            .query()
                                            .listOfRows();
                                    return step.get();
                                }));
    }
}
