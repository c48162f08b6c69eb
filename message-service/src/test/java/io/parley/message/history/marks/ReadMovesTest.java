package io.parley.message.history.marks;

import static io.parley.message.Conversation.BEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.MoveWriter;
import io.parley.message.Overheard;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import io.parley.model.read.DeviceSignal;
import io.parley.model.read.RoomCounters;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of the moves in {@code read.log}. */
@Tag("servers")
@RunningService
class ReadMovesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired MeterRegistry meters;

    private MoveWriter moves;
    private RoomId room;

    @BeforeEach
    void open() {
        moves = new MoveWriter(jdbc);
        var body = Map.of("kind", "group", "name", "Marks", "members", List.of(uma.id()));
        room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        says(new Conversation(room), 10);
    }

    @AfterEach
    void close() {
        moves.close();
        log.close();
    }

    @Test
    void aMarkGoesForwardsByReadingAndBackByOnesWill() {
        assertThat(mark(uma)).isEmpty();

        moves.read(uma, room, 4);
        moves.read(uma, room, 2);
        moves.awaitStored();
        assertThat(mark(uma)).contains("4");

        moves.unread(uma, room, 1);
        moves.awaitStored();
        assertThat(mark(uma)).contains("1 unread");

        moves.read(uma, room, 1);
        moves.read(uma, room, 7);
        moves.unread(uma, room, 6);
        moves.read(uma, room, 3);
        moves.awaitStored();
        assertThat(mark(uma)).contains("6");
        assertThat(mark(ada)).isEmpty();
    }

    @Test
    void aMarkGoesNoFurtherThanTheRoom() {
        moves.read(uma, room, Long.MAX_VALUE);
        moves.awaitStored();

        assertThat(mark(uma)).contains("10");
    }

    @Test
    void whoIsNotInTheRoomHasNoMarkThere() {
        var otto = users.user("Otto");
        moves.read(otto, room, 3);
        moves.read(uma, room, 3);
        moves.awaitStored();
        assertThat(mark(otto)).isEmpty();
        assertThat(mark(uma)).contains("3");

        Api.as(ada, port).delete("/rooms/" + room + "/members/" + uma.id());
        assertThat(mark(uma)).isEmpty();
        moves.read(uma, room, 5);
        moves.awaitStored();
        assertThat(mark(uma)).isEmpty();
    }

    @Test
    void whoJoinsHasReadUpToThereAlsoWhenTheyComeBack() {
        var late = users.user("Late");
        var members = Map.of("members", List.of(late.id()));
        Api.as(ada, port).post("/rooms/" + room + "/members", members);
        await().atMost(SOON).until(() -> mark(late).equals(Optional.of("11")));

        moves.unread(late, room, 3);
        moves.awaitStored();
        Api.as(ada, port).delete("/rooms/" + room + "/members/" + late.id());
        Api.as(ada, port).post("/rooms/" + room + "/members", members);
        await().atMost(SOON).until(() -> mark(late).equals(Optional.of("13")));
    }

    @Test
    void whatIsNoMoveIsCountedAndPassedOver() {
        var before = meters.get("parley.read.malformed").counter().count();
        for (var value : List.of("", "{", "[]", "null", "{\"userId\":\"x\"}", "\u0000")) {
            moves.appendRaw(uma.id(), value.getBytes(UTF_8));
        }
        moves.appendRaw(uma.id(), null);
        moves.read(uma, room, 5);
        moves.awaitStored();

        assertThat(mark(uma)).contains("5");
        assertThat(meters.get("parley.read.malformed").counter().count() - before).isEqualTo(7);
    }

    @Test
    void aDatabaseThatWasSetBackReadsTheMovesAgain() {
        for (var seq = 1; seq <= 8; seq++) {
            moves.read(uma, room, seq);
        }
        moves.awaitStored();
        var places = jdbc.sql("SELECT sum(next_offset) FROM read_progress").query(Long.class);
        var end = places.single();

        jdbc.sql("DELETE FROM read_mark WHERE room_id = ?").param(room.value()).update();
        jdbc.sql("UPDATE read_progress SET next_offset = 0").update();

        await().atMost(SOON).until(() -> mark(uma).equals(Optional.of("8")));
        await().atMost(SOON).until(() -> places.single() >= end);
    }

    @Test
    void movesWaitWhileTheDatabaseDoesNotTakeThem() {
        jdbc.sql("ALTER TABLE read_progress RENAME TO read_progress_away").update();
        try {
            moves.read(uma, room, 3);
            moves.unread(uma, room, 2);
            await().atMost(SOON).until(() -> meters.get("parley.read.lag").gauge().value() > 0);
            assertThat(mark(uma)).isEmpty();
        } finally {
            jdbc.sql("ALTER TABLE read_progress_away RENAME TO read_progress").update();
        }

        moves.awaitStored();
        assertThat(mark(uma)).contains("2 unread");
    }

    @Test
    void devicesAreToldWhatIsLeftOnceAMoveIsStored() {
        try (var devices = new Overheard(RedisKeys.devices(uma.id()))) {
            moves.read(uma, room, 7);
            moves.awaitStored();
            await().atMost(SOON).until(() -> !devices.said().isEmpty());

            var counters = new RoomCounters(room, 7, 3, false, 0, false, 10);
            assertThat(devices.said())
                    .extracting(said -> Json.MAPPER.treeToValue(said, DeviceSignal.class))
                    .containsExactly(new DeviceSignal.Counters(List.of(counters)));
        }
    }

    private void says(Conversation talk, int messages) {
        IntStream.range(0, messages).forEach(n -> talk.says(BEN, "words " + n));
        log.append(talk);
        Api.as(ada, port).get("/messages/history/" + room);
    }

    private Optional<String> mark(Person person) {
        return jdbc.sql(
                        """
                        SELECT seq || CASE WHEN unread_at IS NULL THEN '' ELSE ' unread' END
                        FROM read_mark WHERE user_id = ? AND room_id = ?
                        """)
                .params(person.id().value(), room.value())
                .query(String.class)
                .optional();
    }
}
