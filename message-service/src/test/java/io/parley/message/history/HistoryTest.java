package io.parley.message.history;

import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("servers")
@RunningService
class HistoryTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;
    @Autowired MeterRegistry metrics;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aReadThatStartsAfterTheReceiptHasTheMessage() {
        var room = room("Receipts");

        for (var n = 1; n <= 100; n++) {
            log.append(LogWriter.message(room, "m" + n));
            var page = history(room, "limit=1");

            assertThat(page.json().path("complete").asBoolean()).isTrue();
            assertThat(page.json().path("headSeq").asInt()).isEqualTo(n);
            assertThat(page.json().path("completeTo").asInt()).isEqualTo(n);
            assertThat(events(page).getFirst().clientMsgId()).isEqualTo("m" + n);
        }
    }

    @Test
    void aDatabaseThatWasSetBackIsNotCalledCompleteAndHealsByItself() {
        var room = room("Set back");
        log.append(LogWriter.message(room, "m1"));
        var lost = log.append(LogWriter.message(room, "m2"));
        assertThat(seqs(history(room, ""))).isEqualTo(run(1, 2));

        setBack(room, 1, lost.offset());

        assertThat(history(room, ""))
                .satisfiesAnyOf(
                        page -> assertThat(page.json().path("complete").asBoolean()).isFalse(),
                        healed -> assertThat(seqs(healed)).isEqualTo(run(1, 2)));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(seqs(history(room, ""))).isEqualTo(run(1, 2)));
        assertThat(history(room, "").json().path("complete").asBoolean()).isTrue();
    }

    @Test
    void theTailComesFromTheStreamWhereThatHoldsIt() {
        var room = room("Hot");
        log.append(LogWriter.message(room, "m1"));
        log.append(LogWriter.message(room, "m2"));
        var rows = history(room, "");
        var cold = tails("redis");

        addToStream(events(rows));
        var page = history(room, "");

        assertThat(page.raw().body()).isEqualTo(rows.raw().body());
        assertThat(tails("redis")).isGreaterThan(cold);
        assertThat(page.json().path("complete").asBoolean()).isTrue();
    }

    @Test
    void aStreamThatHasFallenBehindGivesNoWordsThatTheRowsHaveLost() {
        var room = room("Behind");
        var talk = new Conversation(room).says(BEN, "secret");
        for (var n = 0; n < 60; n++) {
            talk.says(BEN, "words");
        }
        log.append(talk);
        addToStream(events(history(room, "after=0&limit=200")));

        log.append(talk.deletes(BEN, 1).records().getLast());
        var page = history(room, "after=0&limit=200");

        assertThat(seqs(page)).isEqualTo(run(1, 62));
        assertThat(page.raw().body()).doesNotContain("secret");
    }

    @Test
    void whatIsNumberedButNotStoredYetFollowsFromTheStream() {
        var room = room("Late");
        log.append(LogWriter.message(room, "m1"));
        var stored = events(history(room, "")).getFirst();
        var next = LogWriter.message(room, "m2");

        var page = whileNothingIsStored(room, () -> tailAfter(stored, next));

        assertThat(seqs(page)).isEqualTo(run(1, 2));
        assertThat(page.json().path("complete").asBoolean()).isFalse();
        assertThat(page.json().path("completeTo").asInt()).isEqualTo(2);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> history(room, "").json().path("complete").asBoolean());
        assertThat(events(history(room, "")).getLast().clientMsgId()).isEqualTo("m2");
    }

    private Api.Answer tailAfter(RoomEvent stored, LogRecord next) {
        log.append(next);
        var number = stored.seq() + 1;
        addToStream(
                List.of(
                        new RoomEvent(
                                next.type(),
                                next.room(),
                                number,
                                stored.at(),
                                next.actor(),
                                next.id(),
                                next.clientMsgId(),
                                next.data())));
        return history(next.room(), "");
    }

    private <T> T whileNothingIsStored(RoomId room, Supplier<T> step) {
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

    /** As the sequencers of chat-service do. */
    private void addToStream(List<RoomEvent> events) {
        try (var client = RedisClient.create(Infrastructure.shared().redisUrl());
                var connection = client.connect()) {
            events.forEach(
                    event ->
                            connection
                                    .sync()
                                    .xadd(
                                            RedisKeys.stream(event.roomId()),
                                            new XAddArgs().id(event.seq() + "-0"),
                                            Map.of("e", EventJson.write(event))));
        }
    }

    private double tails(String source) {
        return metrics.get("parley.history.tails").tag("source", source).counter().count();
    }

    /** As after the restore of a backup that has the room up to a seq only. */
    private void setBack(RoomId room, long seq, long nextOffset) {
        var id = room.value();
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> {
                            jdbc.sql("DELETE FROM room_event WHERE room_id = ? AND seq > ?")
                                    .params(id, seq)
                                    .update();
                            jdbc.sql("UPDATE room_head SET seq = ? WHERE room_id = ?")
                                    .params(seq, id)
                                    .update();
                            jdbc.sql("UPDATE chat_progress SET next_offset = ? WHERE partition = ?")
                                    .params(nextOffset, ChatLog.partitionOf(room))
                                    .update();
                        });
    }

    @Test
    void manyReadersAtOnceAllSeeWhatWasReceiptedBefore() throws Exception {
        var rooms = IntStream.range(0, 20).mapToObj(n -> room("Room " + n)).toList();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 1; round <= 5; round++) {
                var seq = round;
                var calls =
                        rooms.stream()
                                .<Callable<Api.Answer>>map(room -> () -> send(room, seq))
                                .toList();

                var pages = readers.invokeAll(calls).stream().map(Future::resultNow).toList();

                assertThat(pages)
                        .allSatisfy(
                                page -> {
                                    assertThat(page.json().path("complete").asBoolean()).isTrue();
                                    assertThat(events(page)).hasSize(seq);
                                });
            }
        }
    }

    @Test
    void pagesAscendWithoutHolesFromAnySide() {
        var room = room("Pages");
        IntStream.rangeClosed(1, 30).forEach(n -> log.append(LogWriter.message(room, "m" + n)));

        assertThat(seqs(history(room, ""))).isEqualTo(run(1, 30));
        assertThat(seqs(history(room, "limit=10"))).isEqualTo(run(21, 30));
        assertThat(seqs(history(room, "before=21&limit=10"))).isEqualTo(run(11, 20));
        assertThat(seqs(history(room, "before=5&limit=10"))).isEqualTo(run(1, 4));
        assertThat(seqs(history(room, "after=0&limit=10"))).isEqualTo(run(1, 10));
        assertThat(seqs(history(room, "after=25&limit=10"))).isEqualTo(run(26, 30));
        assertThat(seqs(history(room, "after=30"))).isEmpty();
        assertThat(seqs(history(room, "around=15&limit=10"))).isEqualTo(run(10, 19));
        assertThat(seqs(history(room, "before=1"))).isEmpty();
        assertThat(history(room, "before=1&after=1").status()).isEqualTo(422);
        assertThat(history(room, "limit=201").status()).isEqualTo(422);
        assertThat(history(room, "after=x").json().at("/fields/0/name").asString())
                .isEqualTo("after");
        assertThat(Api.asService(port).get("/internal/rooms/" + room + "/events?after=28"))
                .satisfies(page -> assertThat(seqs(page)).isEqualTo(run(29, 30)));
    }

    @Test
    void strangersCannotTellARoomFromNone() {
        var room = room("Secret");
        var stranger = Api.as(users.user("Stranger"), port);

        var hidden = stranger.get("/messages/history/" + room);
        var none = stranger.get("/messages/history/01890000-0000-7000-8000-000000000000");

        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.raw().body()).isEqualTo(none.raw().body());
        assertThat(stranger.get("/rooms/" + room + "/messages/1").status()).isEqualTo(404);
    }

    @Test
    void aRepeatedSendIsOneMessageAndAnUnreadableRecordKeepsItsNumber() {
        var room = room("Odd");
        var message = LogWriter.message(room, "once");

        log.append(message);
        log.append(message);
        log.appendRaw(room, "not json".getBytes(StandardCharsets.UTF_8));
        log.appendRaw(ChatLog.partitionOf(room), "no room", new byte[] {1, 2});
        log.append(LogWriter.message(room, "next"));

        var page = events(history(room, ""));
        assertThat(page)
                .extracting(RoomEvent::type)
                .containsExactly(
                        EventType.MESSAGE_CREATED,
                        EventType.MESSAGE_UNREADABLE,
                        EventType.MESSAGE_CREATED);
        assertThat(page).extracting(RoomEvent::seq).containsExactly(1L, 2L, 3L);
        assertThat(Api.as(uma, port).get("/rooms/" + room + "/messages/3").text("clientMsgId"))
                .isEqualTo("next");
        assertThat(Api.as(uma, port).get("/rooms/" + room + "/messages/4").text("code"))
                .isEqualTo("message.not.found");
    }

    @Test
    void whatHappensToMembersIsToldInTheRoom() {
        var room = room("Told");
        var ugo = users.user("Ugo");
        var admin = Api.as(ada, port);

        admin.post("/rooms/" + room + "/members", Map.of("members", List.of(ugo.id())));
        admin.patch("/rooms/" + room, Map.of("name", "Renamed"));
        admin.delete("/rooms/" + room + "/members/" + ugo.id());

        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(events(history(room, "")))
                                        .extracting(RoomEvent::type)
                                        .containsExactly(
                                                EventType.MEMBER_JOINED,
                                                EventType.ROOM_UPDATED,
                                                EventType.MEMBER_LEFT));
    }

    @Test
    void myRoomsComeWithTheirLastEventTheNewestFirst() {
        var zoe = users.user("Zoe");
        var first = room("First", zoe);
        var second = room("Second", zoe);
        var quiet = room("Quiet", zoe);
        log.append(LogWriter.message(second, "a"));
        log.append(LogWriter.message(first, "b"));
        history(first, "");
        history(second, "");

        var page = Api.as(zoe, port).get("/me/rooms?limit=2");
        var rest = Api.as(zoe, port).get("/me/rooms?limit=2&cursor=" + page.text("next"));

        assertThat(page.json().at("/items/0/id").asString()).isEqualTo(first.toString());
        assertThat(page.json().at("/items/0/headSeq").asInt()).isEqualTo(1);
        assertThat(page.json().at("/items/0/lastEvent/clientMsgId").asString()).isEqualTo("b");
        assertThat(page.json().at("/items/1/id").asString()).isEqualTo(second.toString());
        assertThat(rest.json().at("/items/0/id").asString()).isEqualTo(quiet.toString());
        assertThat(rest.json().path("items")).hasSize(1);
        assertThat(rest.json().has("next")).isFalse();
    }

    @Test
    void sequencersGetTheStateAndTheEventsOfAPartition() {
        var room = room("Sequenced");
        var service = Api.asService(port);
        var partition = ChatLog.partitionOf(room);
        log.append(LogWriter.message(room, "x"));
        var stored = log.append(LogWriter.message(room, "y"));
        history(room, "");

        var snapshot = service.get("/internal/log/" + partition);
        var tail =
                service.get(
                        "/internal/log/%d/events?fromOffset=%d&toOffset=%d"
                                .formatted(partition, stored.offset(), stored.offset() + 1));

        assertThat(snapshot.json().path("nextOffset").asLong()).isEqualTo(stored.offset() + 1);
        assertThat(snapshot.json().at("/state/lastSeqs/" + room).asInt()).isEqualTo(2);
        assertThat(snapshot.json().at("/state/recentIds")).isNotEmpty();
        assertThat(tail.json().at("/0/event/seq").asInt()).isEqualTo(2);
        assertThat(tail.json().at("/0/offset").asLong()).isEqualTo(stored.offset());
        assertThat(service.get("/internal/log/64").status()).isEqualTo(422);
    }

    private Api.Answer send(RoomId room, int n) {
        log.append(LogWriter.message(room, "m" + n));
        return history(room, "");
    }

    private RoomId room(String name, Person... more) {
        var members =
                Stream.concat(Stream.of(uma), Arrays.stream(more))
                        .map(person -> person.id().toString())
                        .toList();
        var body = Map.of("kind", "group", "name", name, "members", members);
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }

    private Api.Answer history(RoomId room, String query) {
        return Api.as(uma, port).get("/messages/history/" + room + "?" + query);
    }

    private static List<RoomEvent> events(Api.Answer page) {
        assertThat(page.status()).isEqualTo(200);
        var items = page.json().path("items").valueStream();
        return items.map(item -> EventJson.read(item.toString())).toList();
    }

    private static List<Long> seqs(Api.Answer page) {
        return events(page).stream().map(RoomEvent::seq).toList();
    }

    private static List<Long> run(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
