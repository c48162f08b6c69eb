package io.parley.message.history.marks;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Records of a log, stored in whatever portions and however often they are read. */
@Tag("servers")
@RunningService
class StoreMovesTest {

    /** One that the service does not read meanwhile. */
    private static final int PARTITION = 99;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final String topicId = UUID.randomUUID().toString();

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired StoreMoves store;
    @Autowired TransactionTemplate transaction;

    private RoomId room;

    @BeforeEach
    void open() {
        var body = Map.of("kind", "group", "name", "Marks", "members", List.of());
        room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        try (var log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers())) {
            var talk = new Conversation(room);
            IntStream.range(0, 30).forEach(n -> talk.says(Conversation.BEN, "words " + n));
            log.append(talk);
        }
        Api.as(ada, port).get("/messages/history/" + room);
    }

    /** Whoever sets all places back waits until all are reached again. */
    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM read_progress WHERE partition = ?").param(PARTITION).update();
    }

    @Test
    void theSameRecordsOnceMoreChangeNothing() {
        var first = run(0, move(Op.READ, 20), move(Op.UNREAD, 5));
        store.store(topicId, List.of(first));

        var again = store.store(topicId, List.of(first));

        assertThat(again.marks()).isEmpty();
        assertThat(again.moves()).isZero();
        assertThat(again.places()).isEqualTo(Map.of(PARTITION, 2L));
        assertThat(mark()).isEqualTo(5);
    }

    @Test
    void aBatchThatWasBrokenOffCountsOnce() {
        var run = run(0, move(Op.READ, 20), move(Op.UNREAD, 5));
        transaction.executeWithoutResult(
                status -> {
                    store.store(topicId, List.of(run));
                    status.setRollbackOnly();
                });
        assertThat(store.places(topicId)).isEmpty();

        var outcome = store.store(topicId, List.of(run));

        assertThat(outcome.moves()).isEqualTo(2);
        assertThat(mark()).isEqualTo(5);
    }

    @Test
    void twoWhoHoldTheSamePartitionCountItsMovesOnce() {
        var moves = IntStream.range(0, 30).mapToObj(n -> move(Op.UNREAD, n)).toList();
        var counted = new AtomicInteger();
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var owner = 0; owner < 2; owner++) {
                both.submit(
                                () -> {
                                    for (var n = 0; n < moves.size(); n++) {
                                        var run = run(0, moves.subList(0, n + 1));
                                        var outcome = store.store(topicId, List.of(run));
                                        counted.addAndGet(outcome.moves());
                                    }
                                    return counted;
                                })
                        .state();
            }
        }

        assertThat(counted).hasValue(30);
        assertThat(mark()).isEqualTo(29);
    }

    @Test
    void recordsThatOverlapCountFromWhereTheLastEnded() {
        store.store(topicId, List.of(run(0, move(Op.READ, 20), move(Op.UNREAD, 5))));

        var overlapping = run(1, move(Op.UNREAD, 7), move(Op.READ, 9));
        var outcome = store.store(topicId, List.of(overlapping));

        assertThat(outcome.moves()).isEqualTo(1);
        assertThat(outcome.places()).isEqualTo(Map.of(PARTITION, 3L));
        assertThat(mark()).isEqualTo(9);
    }

    @Test
    void recordsBehindAGapAreNotTakenAndThePlaceIsTold() {
        store.store(topicId, List.of(run(0, move(Op.READ, 4))));

        var outcome = store.store(topicId, List.of(run(2, move(Op.READ, 20))));

        assertThat(outcome.marks()).isEmpty();
        assertThat(outcome.places()).isEqualTo(Map.of(PARTITION, 1L));
        assertThat(mark()).isEqualTo(4);
        store.skip(topicId, PARTITION, 2);
        store.store(topicId, List.of(run(2, move(Op.READ, 20))));
        assertThat(mark()).isEqualTo(20);
    }

    @Test
    void anotherLogBeginsAtItsBeginning() {
        store.store(topicId, List.of(run(0, move(Op.READ, 4), move(Op.READ, 5))));

        store.store(UUID.randomUUID().toString(), List.of(run(0, move(Op.READ, 6))));

        assertThat(mark()).isEqualTo(6);
        assertThat(store.places(topicId)).isEqualTo(Map.of(PARTITION, 2L));
    }

    @Test
    void whateverThePortionsTheMarkIsThatOfTheMovesOneByOne() {
        var random = new Random(41);
        for (var round = 0; round < 20; round++) {
            var log = UUID.randomUUID().toString();
            var moves =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    n ->
                                            move(
                                                    random.nextInt(4) == 0 ? Op.UNREAD : Op.READ,
                                                    random.nextInt(31)))
                            .toList();
            jdbc.sql("DELETE FROM read_mark WHERE room_id = ?").param(room.value()).update();
            for (var from = 0; from < moves.size(); ) {
                var to = Math.min(moves.size(), from + 1 + random.nextInt(12));
                var again = Math.max(0, from - random.nextInt(5));
                store.store(log, List.of(run(again, moves.subList(again, to))));
                from = to;
            }

            assertThat(mark()).as("round %d", round).isEqualTo(oneByOne(moves));
            assertThat(isMarked()).isEqualTo(moves.getLast().op() == Op.UNREAD);
        }
    }

    private static long oneByOne(List<ReadMove> moves) {
        var mark = 0L;
        for (var move : moves) {
            mark = move.op() == Op.UNREAD ? move.seq() : Math.max(mark, move.seq());
        }
        return mark;
    }

    private ReadMove move(Op op, long seq) {
        return new ReadMove(ada.id(), room, seq, op, null);
    }

    private static Run run(long first, ReadMove... moves) {
        return run(first, List.of(moves));
    }

    private static Run run(long first, List<ReadMove> moves) {
        var logged =
                IntStream.range(0, moves.size())
                        .mapToObj(n -> new Logged(first + n, Optional.of(moves.get(n))))
                        .toList();
        return new Run(PARTITION, first, first + moves.size(), logged);
    }

    private long mark() {
        return ofMark("seq", Long.class);
    }

    private boolean isMarked() {
        return ofMark("unread_at IS NOT NULL", Boolean.class);
    }

    private <T> T ofMark(String column, Class<T> type) {
        return jdbc.sql("SELECT " + column + " FROM read_mark WHERE user_id = ? AND room_id = ?")
                .params(ada.id().value(), room.value())
                .query(type)
                .single();
    }
}
