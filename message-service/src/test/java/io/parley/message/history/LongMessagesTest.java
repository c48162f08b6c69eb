package io.parley.message.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.parley.message.Api;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.room.Person;
import io.parley.model.wire.JsonBudget;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Many messages of the greatest length: lists end by bytes, and leave the service to others. */
@RunningService
class LongMessagesTest {

    private static final int LONGEST = 7_990;
    private static final int MESSAGES = 120;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired HikariDataSource database;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aPageEndsAt1MiBAndTheNextOneGoesOnThere() {
        var room = longRoom();

        assertThat(seqs(page(room, ""))).endsWith((long) MESSAGES);
        assertThat(upwards("/messages/history/" + room + "?limit=200&after=", Api.as(uma, port)))
                .isEqualTo(run(1, MESSAGES));
        assertThat(downwards(room)).isEqualTo(run(1, MESSAGES));
        var around = seqs(page(room, "around=60"));
        assertThat(around)
                .contains(59L, 60L, 61L)
                .isEqualTo(run(around.getFirst(), around.getLast()));
        assertThat(
                        upwards(
                                "/internal/rooms/" + room + "/events?limit=1000&after=",
                                Api.asService(port)))
                .isEqualTo(run(1, MESSAGES));
    }

    @Test
    void eventsOfAPartitionEndAt1MiBTooAndNoneMeansThatThereAreNoMore() {
        var room = longRoom();
        var path =
                "/internal/log/"
                        + ChatLog.partitionOf(room)
                        + "/events?endsByBytes=true&toOffset=1000000000";
        var seqs = new ArrayList<Long>();
        var from = 0L;

        for (var items = List.<JsonNode>of(); seqs.isEmpty() || !items.isEmpty(); ) {
            var page = Api.asService(port).get(path + "&fromOffset=" + from);
            assertThat(bytes(page)).isLessThanOrEqualTo(JsonBudget.MAX_BYTES);
            items = StreamSupport.stream(page.json().spliterator(), false).toList();
            for (var item : items) {
                from = item.path("offset").asLong() + 1;
                var event = EventJson.read(item.path("event").toString());
                if (event.roomId().equals(room)) {
                    seqs.add(event.seq());
                }
            }
        }

        assertThat(seqs).isEqualTo(run(1, MESSAGES));
    }

    @Test
    void roomsWithLongLastMessagesComeInShorterPages() {
        var rooms = IntStream.range(0, 60).mapToObj(n -> room("Long " + n)).toList();
        rooms.forEach(room -> log.append(LogWriter.message(room, "m", text(1))));
        rooms.forEach(room -> page(room, ""));
        var seen = new ArrayList<String>();

        for (var next = ""; next != null; ) {
            var page = Api.as(uma, port).get("/me/rooms?limit=200" + next);
            assertThat(bytes(page)).isLessThanOrEqualTo(JsonBudget.MAX_BYTES);
            page.json().path("items").forEach(item -> seen.add(item.path("id").asString()));
            next = page.json().has("next") ? "&cursor=" + page.text("next") : null;
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(60);
        assertThat(new HashSet<>(seen))
                .isEqualTo(rooms.stream().map(RoomId::toString).collect(Collectors.toSet()));
    }

    @Test
    void answersThatNobodyReadsTakeNoConnectionAndOnlyTheirOwnAccountsPlaces() throws Exception {
        var room = longRoom();
        var stalled = new ArrayList<Socket>();
        try {
            for (var n = 0; n < 12; n++) {
                stalled.add(askAndDoNotRead("/messages/history/" + room + "?after=0&limit=200"));
            }

            var refused =
                    await().atMost(PATIENCE)
                            .until(() -> own(room), answer -> answer.status() == 429);
            var others = Api.as(ada, port).get("/rooms/" + room);

            assertThat(refused.text("code")).isEqualTo("rate.limited");
            assertThat(refused.raw().headers().firstValue("Retry-After")).hasValue("1");
            assertThat(others.status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> connectionsInUse() == 0);
        } finally {
            for (var socket : stalled) {
                socket.close();
            }
        }
        await().atMost(PATIENCE).until(() -> own(room).status() == 200);
    }

    private int connectionsInUse() {
        return database.getHikariPoolMXBean().getActiveConnections();
    }

    private Api.Answer own(RoomId room) {
        return Api.as(uma, port).get("/rooms/" + room);
    }

    /** With a small window, so that the answer does not fit into buffers on the way. */
    private Socket askAndDoNotRead(String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, users.tokens().accessToken(uma));
        // The kernel alone buffers more than one answer
        socket.getOutputStream().write(request.repeat(8).getBytes(UTF_8));
        return socket;
    }

    private RoomId longRoom() {
        var room = room("Long");
        for (var n = 1; n <= MESSAGES; n++) {
            log.append(LogWriter.message(room, "m" + n, text(n)));
        }
        await().atMost(PATIENCE)
                .until(() -> page(room, "before=1").json().path("headSeq").asInt() == MESSAGES);
        return room;
    }

    /** Three bytes for each character, and hardly to be compressed. */
    private static String text(int seed) {
        return new Random(seed)
                .ints(LONGEST, 0x4e00, 0x9fa5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private List<Long> upwards(String path, Api api) {
        var seqs = new ArrayList<Long>();
        for (var last = 0L; last < MESSAGES; last = seqs.getLast()) {
            var page = api.get(path + last);
            assertThat(bytes(page)).isLessThanOrEqualTo(JsonBudget.MAX_BYTES);
            assertThat(page.json().path("complete").asBoolean()).isTrue();
            assertThat(page.json().path("headSeq").asInt()).isEqualTo(MESSAGES);
            assertThat(seqs(page)).isNotEmpty();
            seqs.addAll(seqs(page));
        }
        return seqs;
    }

    private List<Long> downwards(RoomId room) {
        var seqs = new ArrayList<Long>();
        for (var first = MESSAGES + 1L; first > 1; first = seqs.getFirst()) {
            var page = page(room, "before=" + first);
            assertThat(seqs(page)).isNotEmpty().size().isLessThan(MESSAGES);
            seqs.addAll(0, seqs(page));
        }
        return seqs;
    }

    private Api.Answer page(RoomId room, String query) {
        var page = Api.as(uma, port).get("/messages/history/" + room + "?limit=200&" + query);
        assertThat(bytes(page)).isLessThanOrEqualTo(JsonBudget.MAX_BYTES);
        return page;
    }

    private RoomId room(String name) {
        var body = Map.of("kind", "group", "name", name, "members", List.of(uma.id()));
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }

    private static int bytes(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.raw().body().getBytes(UTF_8).length;
    }

    private static List<Long> seqs(Api.Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(event -> EventJson.read(event.toString()))
                .map(RoomEvent::seq)
                .toList();
    }

    private static List<Long> run(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
