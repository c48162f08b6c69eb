package io.parley.message.history.marks;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.message.history.marks.MovesStored.Mark;
import io.parley.message.history.marks.Run.Logged;
import io.parley.model.RoomId;
import io.parley.model.read.ReadMove;
import io.parley.model.read.ReadMove.Op;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What devices have, among moves of what is read, stored in whatever portions. */
@Tag("servers")
@RunningService
class DeliveryMarksTest {

    /** One that the service does not read meanwhile. */
    private static final int PARTITION = 98;

    private static final int MESSAGES = 30;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final String topicId = UUID.randomUUID().toString();

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired StoreMoves store;

    private RoomId room;

    @BeforeEach
    void open() {
        room = RoomId.of(Api.as(uma, port).post("/dm/" + ada.id(), Map.of()).text("id"));
        talk(room);
    }

    /** Whoever sets all places back waits until all are reached again. */
    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM read_progress WHERE partition = ?").param(PARTITION).update();
    }

    @Test
    void neverGoesBackAndLeavesTheReadMarkAlone() {
        var first = store(0, move(Op.READ, 3), move(Op.DELIVERED, 20));
        var second = store(2, move(Op.DELIVERED, 10), move(Op.DELIVERED, 20));

        assertThat(first.deliveries()).containsExactly(new Mark(ada.id(), room, 20));
        assertThat(second.deliveries()).isEmpty();
        assertThat(second.marks()).isEmpty();
        assertThat(read()).isEqualTo(3);
        assertThat(delivered()).isEqualTo(20);
    }

    @Test
    void whatWasReadIsDeliveredAlsoWhenTheMarkGoesBack() {
        store(0, move(Op.READ, 12));
        assertThat(rows()).isZero();

        store(1, move(Op.UNREAD, 5));

        assertThat(read()).isEqualTo(5);
        assertThat(delivered()).isEqualTo(12);
    }

    @Test
    void nobodyHasMoreThanTheRoom() {
        store(0, move(Op.DELIVERED, 9_000));

        assertThat(delivered()).isEqualTo(MESSAGES);
    }

    @Test
    void isNotKeptForOtherKindsOfRoomsAndForWhoIsNotInside() {
        var group = Map.of("kind", "group", "name", "Marks", "members", List.of());
        room = RoomId.of(Api.as(ada, port).post("/rooms", group).text("id"));
        talk(room);

        assertThat(store(0, move(Op.DELIVERED, 9)).deliveries()).isEmpty();
        var stranger = new ReadMove(users.user("Ugo").id(), room, 9, Op.DELIVERED, null);
        assertThat(store(1, stranger).deliveries()).isEmpty();
        assertThat(rows()).isZero();
    }

    /** A thread has no mark of that kind: what names one is of the room. */
    @Test
    void anOddRecordIsNoObstacle() {
        var odd = new ReadMove(ada.id(), room, 9, Op.DELIVERED, 4L);

        var outcome = store(0, odd, move(Op.DELIVERED, 8), odd);

        assertThat(outcome.moves()).isEqualTo(3);
        assertThat(delivered()).isEqualTo(9);
    }

    @Test
    void whateverThePortionsBothMarksAreThoseOfTheMovesOneByOne() {
        var random = new Random(43);
        for (var round = 0; round < 20; round++) {
            var log = UUID.randomUUID().toString();
            var moves = moves(random);
            jdbc.sql("DELETE FROM read_mark WHERE room_id = ?").param(room.value()).update();
            jdbc.sql("DELETE FROM delivery_mark WHERE room_id = ?").param(room.value()).update();
            for (var from = 0; from < moves.size(); ) {
                var to = Math.min(moves.size(), from + 1 + random.nextInt(8));
                var again = Math.max(0, from - random.nextInt(5));
                store.store(log, List.of(run(again, moves.subList(again, to))));
                from = to;
            }

            assertThat(List.of(read(), Math.max(read(), delivered())))
                    .as("round %d", round)
                    .isEqualTo(oneByOne(moves));
        }
    }

    private List<ReadMove> moves(Random random) {
        var ops = List.of(Op.READ, Op.READ, Op.UNREAD, Op.DELIVERED, Op.DELIVERED);
        return IntStream.range(0, 40)
                .mapToObj(
                        n ->
                                move(
                                        ops.get(random.nextInt(ops.size())),
                                        random.nextInt(MESSAGES + 1)))
                .toList();
    }

    private static List<Long> oneByOne(List<ReadMove> moves) {
        var read = 0L;
        var delivered = 0L;
        for (var move : moves) {
            read =
                    switch (move.op()) {
                        case READ -> Math.max(read, move.seq());
                        case UNREAD -> move.seq();
                        case DELIVERED -> read;
                    };
            delivered = Math.max(delivered, move.seq());
        }
        return List.of(read, delivered);
    }

    private void talk(RoomId in) {
        try (var log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers())) {
            var talk = new Conversation(in);
            IntStream.range(0, MESSAGES).forEach(n -> talk.says(Conversation.BEN, "words " + n));
            log.append(talk);
        }
        Api.as(ada, port).get("/messages/history/" + in);
    }

    private StoreMoves.Outcome store(long first, ReadMove... moves) {
        return store.store(topicId, List.of(run(first, List.of(moves))));
    }

    private ReadMove move(Op op, long seq) {
        return new ReadMove(ada.id(), room, seq, op, null);
    }

    private static Run run(long first, List<ReadMove> moves) {
        var logged =
                IntStream.range(0, moves.size())
                        .mapToObj(n -> new Logged(first + n, Optional.of(moves.get(n))))
                        .toList();
        return new Run(PARTITION, first, first + moves.size(), logged);
    }

    private long read() {
        return seq("read_mark");
    }

    private long delivered() {
        return seq("delivery_mark");
    }

    private long seq(String table) {
        return jdbc.sql("SELECT max(seq) FROM " + table + " WHERE user_id = ? AND room_id = ?")
                .params(ada.id().value(), room.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private long rows() {
        return jdbc.sql("SELECT count(*) FROM delivery_mark WHERE room_id = ?")
                .param(room.value())
                .query(Long.class)
                .single();
    }
}
