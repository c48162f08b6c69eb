package io.parley.message.history;

import io.parley.message.archive.RoomEvents;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Pages of a room's events. Whoever calls has checked that the reader may see the room. What
 * touches the tail comes from the room's stream where that holds all of it, the rest from
 * PostgreSQL.
 */
@Component
class ReadHistory {

    private final RoomEvents events;
    private final HotEvents hot;
    private final TailBarrier barrier;
    private final HistoryMetrics metrics;

    ReadHistory(RoomEvents events, HotEvents hot, TailBarrier barrier, HistoryMetrics metrics) {
        this.events = events;
        this.hot = hot;
        this.barrier = barrier;
        this.metrics = metrics;
    }

    /** A page below the tail is complete as it stands; the others wait for the barrier. */
    HistoryPage page(RoomId room, Window window, int limit) {
        var head = events.head(room);
        if (!window.touchesTail(head, limit)) {
            return page(head, true, window, limit, (from, to) -> events.read(room, from, to));
        }
        return barrier.pass(room)
                ? complete(room, window, limit)
                : asFarAsKnown(room, window, limit);
    }

    private HistoryPage complete(RoomId room, Window window, int limit) {
        var head = events.head(room);
        var tail = new Tail(room, head);
        var page = page(head, true, window, limit, tail);
        metrics.read(tail.isHot);
        return page;
    }

    /** What is not stored yet may have been numbered already: it follows the rows. */
    private HistoryPage asFarAsKnown(RoomId room, Window window, int limit) {
        var stored = events.head(room);
        var newer =
                EventRun.upwards(
                        new Window.Range(stored + 1, stored + HotEvents.MOST),
                        (from, to) -> hot.run(room, from, to),
                        JsonBudget.ofAnswer());
        EventRun.Source known =
                (from, to) -> {
                    var run = new ArrayList<>(events.read(room, from, Math.min(to, stored)));
                    newer.stream()
                            .filter(event -> event.seq() >= from && event.seq() <= to)
                            .forEach(run::add);
                    return run;
                };
        return page(stored + newer.size(), false, window, limit, known);
    }

    private static HistoryPage page(
            long head, boolean isComplete, Window window, int limit, EventRun.Source source) {
        var items = window.read(window.range(head, limit), source);
        return new HistoryPage(items, head, isComplete, head);
    }

    /** From the stream while that holds all that is asked for, then from the rows. */
    private final class Tail implements EventRun.Source {

        private final RoomId room;
        private boolean isHot;

        Tail(RoomId room, long head) {
            this.room = room;
            this.isHot = hot.reaches(room, head);
        }

        @Override
        public List<RoomEvent> read(long first, long last) {
            var run = isHot ? hot.run(room, first, last) : List.<RoomEvent>of();
            isHot = run.size() == last - first + 1;
            return isHot ? run : events.read(room, first, last);
        }
    }

    /** One event, if it is there; waits for the barrier only where it is not. */
    Optional<RoomEvent> event(RoomId room, long seq) {
        var stored = events.read(room, seq, seq).stream().findFirst();
        if (stored.isPresent() || seq <= events.head(room)) {
            return stored;
        }
        barrier.pass(room);
        return events.read(room, seq, seq).stream().findFirst();
    }

    /**
     * The event of a message. Where there is none, the page is complete only if the log had none
     * either when this was called.
     */
    HistoryPage message(RoomId room, MessageId id) {
        var stored = events.find(room, id);
        if (stored.isPresent()) {
            return only(room, stored, true);
        }
        var isPassed = barrier.pass(room);
        return only(room, events.find(room, id), isPassed);
    }

    private HistoryPage only(RoomId room, Optional<RoomEvent> event, boolean isComplete) {
        var head = events.head(room);
        return new HistoryPage(event.stream().toList(), head, isComplete, head);
    }
}
