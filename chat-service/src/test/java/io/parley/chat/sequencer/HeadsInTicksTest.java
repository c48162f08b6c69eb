package io.parley.chat.sequencer;

import static io.parley.chat.sequencer.SequencerLab.awaiting;
import static io.parley.chat.sequencer.SequencerLab.walking;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.heads.HeadMessage;
import io.parley.chat.heads.RoomWindow;
import io.parley.chat.heads.Tick;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What sequencers tell in their ticks of what has moved. */
@Tag("servers")
class HeadsInTicksTest {

    private final SequencerLab lab = new SequencerLab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void ticksTellOfEveryMessageAlsoAcrossAChangeOfSequencers() throws Exception {
        var room = TestLog.room(5);
        try (var first = lab.newPod("first", 2)) {
            walking(first);
            lab.log().sendAll(room, "a", 40);
            awaiting(() -> assertThat(told(room)).containsAll(seqs(1, 40)));
        }

        walking(lab.pod("second", 2));
        lab.log().sendAll(room, "b", 40);

        awaiting(() -> assertThat(told(room)).containsAll(seqs(1, 80)));
        assertThat(told(room)).allMatch(seq -> seq <= 80);
        for (var window : windows(room)) {
            assertThat(window.from()).isLessThan(window.head());
            assertThat(window.messages())
                    .allMatch(
                            message ->
                                    message.seq() > window.from()
                                            && message.seq() <= window.head());
            assertThat(window.at()).isNotNull();
        }
    }

    @Test
    void aSequencerThatGoesTellsFirstWhatHasMoved() throws Exception {
        var rooms = IntStream.rangeClosed(11, 16).mapToObj(TestLog::room).toList();
        for (var room : rooms) {
            try (var pod = lab.newPod("leaving-" + room, 1)) {
                walking(pod);
                lab.log().sendAll(room, "last", 1);
                awaiting(() -> assertThat(inRedis(room)).isOne());
            }

            awaiting(() -> assertThat(told(room)).contains(1L));
        }
    }

    private long inRedis(RoomId room) {
        return lab.ear().commands().xlen(RedisKeys.stream(room));
    }

    @Test
    void aRedisThatWasWipedIsToldAgainWhatItLost() throws Exception {
        walking(lab.pod("one", 2));
        var room = TestLog.room(6);
        lab.log().sendAll(room, "a", 10);
        awaiting(() -> assertThat(told(room)).containsAll(seqs(1, 10)));
        var before = windows(room).size();

        lab.ear().commands().flushall();

        awaiting(
                () ->
                        assertThat(windows(room).subList(before, windows(room).size()))
                                .anyMatch(window -> window.from() == 0 && window.head() == 10));
    }

    private List<Long> told(RoomId room) {
        return windows(room).stream()
                .flatMap(window -> window.messages().stream())
                .map(HeadMessage::seq)
                .toList();
    }

    private List<RoomWindow> windows(RoomId room) {
        var windows = new ArrayList<RoomWindow>();
        lab.ear().ticks().forEach(tick -> Tick.windows(tick, room::equals, windows::add));
        return windows;
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
