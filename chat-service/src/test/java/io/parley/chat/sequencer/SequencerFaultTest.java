package io.parley.chat.sequencer;

import static io.parley.chat.sequencer.SequencerGroup.A;
import static io.parley.chat.sequencer.SequencerLab.awaiting;
import static io.parley.chat.sequencer.SequencerLab.walking;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sequencers whose Redis forgets, or whose message-service is away. */
@Tag("servers")
class SequencerFaultTest {

    private final SequencerLab lab = new SequencerLab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aFlushInMidStreamCostsNoEventItsPlace() throws Exception {
        walking(lab.pod("one", 1));
        var room = TestLog.room(4);

        lab.log().sendAll(room, "a", 200);
        lab.awaitPublished(room, 100);
        lab.ear().commands().flushall();
        lab.ear().commands().scriptFlush();
        lab.log().sendAll(room, "b", 200);

        lab.awaitPublished(room, 400);
        lab.assertPublishedIsTheLog(room);
        assertIsTailOf(lab.ear().stream(room), lab.archive().events(room));
    }

    @Test
    void aRedisThatDiesAndComesBackEmptyGetsWhatItLostAndWhatItMissed() throws Exception {
        walking(lab.pod("one", 1));
        var room = TestLog.room(5);
        var quiet = TestLog.room(5);
        lab.log().sendAll(room, "a", 50);
        lab.log().sendAll(quiet, "q", 3);
        lab.awaitPublished(room, 50);
        lab.awaitPublished(quiet, 3);

        lab.stopRedis();
        lab.log().sendAll(room, "b", 150);
        lab.startRedisEmpty();

        awaiting(
                () -> {
                    assertThat(lab.ear().stream(room)).isEqualTo(lab.archive().events(room));
                    assertThat(lab.ear().stream(quiet)).isEqualTo(lab.archive().events(quiet));
                    assertThat(lab.archive().events(room)).hasSize(200);
                });
    }

    @Test
    void aRedisThatLostItsNewestIsFedFromMemory() throws Exception {
        var pod = walking(lab.pod("one", 1));
        var room = TestLog.room(6);
        lab.log().sendAll(room, "a", 20);
        lab.awaitPublished(room, 20);
        var older = lab.ear().commands().dump(RedisKeys.stream(room));
        lab.log().sendAll(room, "b", 30);
        lab.awaitPublished(room, 50);

        lab.ear().commands().del(RedisKeys.stream(room));
        lab.ear().commands().restore(RedisKeys.stream(room), 0, older);
        lab.log().sendAll(room, "c", 1);

        awaiting(
                () ->
                        assertThat(lab.ear().stream(room))
                                .hasSize(51)
                                .isEqualTo(lab.archive().events(room)));
        assertThat(pod.refed(SequencerMetrics.Source.MEMORY)).isEqualTo(30);
        assertThat(pod.refed(SequencerMetrics.Source.NOWHERE)).isZero();
    }

    @Test
    void aPodWithoutMemoryFeedsARolledBackRedisFromStoredRows() throws Exception {
        var room = TestLog.room(7);
        var older = rolledBack(room);
        var pod = walking(lab.pod("two", 1));

        lab.ear().commands().restore(RedisKeys.stream(room), 0, older);
        lab.log().sendAll(room, "c", 1);

        awaiting(
                () ->
                        assertThat(lab.ear().stream(room))
                                .hasSize(51)
                                .isEqualTo(lab.archive().events(room)));
        assertThat(pod.refed(SequencerMetrics.Source.ROWS)).isEqualTo(30);
    }

    @Test
    void aStreamBeginsAnewWhereWhatItLacksIsNotToBeHad() throws Exception {
        var room = TestLog.room(8);
        var older = rolledBack(room);
        var pod = walking(lab.pod("two", 1));
        lab.archive().roomHistoryAway(true);

        lab.ear().commands().restore(RedisKeys.stream(room), 0, older);
        lab.log().sendAll(room, "c", 2);

        awaiting(() -> assertIsTailOf(lab.ear().stream(room), lab.archive().events(room)));
        awaiting(
                () ->
                        assertThat(lab.ear().stream(room))
                                .last()
                                .isEqualTo(lab.archive().events(room).get(51)));
        assertThat(pod.refed(SequencerMetrics.Source.NOWHERE)).isEqualTo(1);
    }

    @Test
    void waitsForMessageServiceAndFeedsWhatWasSentBeforeItStarted() throws Exception {
        var room = TestLog.room(44);
        lab.log().sendAll(room, "a", 5);
        lab.archive().away(true);
        var pod = lab.pod("one", 2);
        awaiting(() -> assertThat(pod.status(A).starting()).isEqualTo(64));

        lab.archive().away(false);

        lab.awaitPublished(room, 5);
        lab.assertPublishedIsTheLog(room);
    }

    @Test
    void goesOnWithoutMessageServiceOnceItWalks() throws Exception {
        walking(lab.pod("one", 1));
        lab.archive().away(true);
        lab.archive().behind(true);
        var room = TestLog.room(45);

        lab.log().sendAll(room, "a", 100);

        lab.awaitPublished(room, 100);
    }

    @Test
    void numbersWhatIsNotStoredYetByTheFunctionAlone() throws Exception {
        var room = TestLog.room(46);
        lab.log().sendAll(room, "a", 10);
        awaiting(() -> assertThat(lab.archive().events(room)).hasSize(10));
        lab.archive().behind(true);
        lab.log().sendAll(room, "a", 20);
        lab.log().sendAll(room, "b", 5);

        walking(lab.pod("one", 1));

        lab.awaitPublished(room, 25);
        lab.archive().behind(false);
        awaiting(() -> assertThat(lab.ear().stream(room)).isEqualTo(lab.archive().events(room)));
    }

    @Test
    void aRedisThatIsWipedInSilenceIsFilledWithoutAnotherEvent() throws Exception {
        walking(lab.pod("one", 1));
        var quiet = TestLog.room(47);
        lab.log().sendAll(quiet, "a", 3);
        lab.awaitPublished(quiet, 3);

        lab.ear().commands().flushall();

        awaiting(
                () ->
                        assertThat(lab.ear().stream(quiet))
                                .hasSize(3)
                                .isEqualTo(lab.archive().events(quiet)));
    }

    /** Feeds 50 events by a pod that leaves; answers the stream as it was after 20. */
    private byte[] rolledBack(RoomId room) throws Exception {
        byte[] older;
        try (var first = lab.newPod("one", 1)) {
            walking(first);
            lab.log().sendAll(room, "a", 20);
            lab.awaitPublished(room, 20);
            older = lab.ear().commands().dump(RedisKeys.stream(room));
            lab.log().sendAll(room, "b", 30);
            lab.awaitPublished(room, 50);
        }
        awaiting(() -> assertThat(lab.archive().events(room)).hasSize(50));
        lab.ear().commands().del(RedisKeys.stream(room));
        return older;
    }

    private static void assertIsTailOf(List<RoomEvent> stream, List<RoomEvent> all) {
        assertThat(stream).isNotEmpty();
        var tail = all.subList((int) stream.getFirst().seq() - 1, all.size());
        assertThat(stream).isEqualTo(tail);
    }
}
