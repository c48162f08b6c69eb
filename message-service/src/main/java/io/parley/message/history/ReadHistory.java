package io.parley.message.history;

import io.parley.message.archive.RoomEvents;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import java.util.ArrayList;
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
            var range = window.range(head, limit);
            return new HistoryPage(
                    events.read(room, range.first(), range.last()), head, true, head);
        }
        return barrier.pass(room)
                ? complete(room, window, limit)
                : asFarAsKnown(room, window, limit);
    }

    private HistoryPage complete(RoomId room, Window window, int limit) {
        var head = events.head(room);
        var range = window.range(head, limit);
        var run = hot.run(room, range.first(), range.last());
        var isHot = run.size() == range.size();
        metrics.read(isHot);
        var items = isHot ? run : events.read(room, range.first(), range.last());
        return new HistoryPage(items, head, true, head);
    }

    /** What is not stored yet may have been numbered already: it follows the rows. */
    private HistoryPage asFarAsKnown(RoomId room, Window window, int limit) {
        var stored = events.head(room);
        var newer = hot.run(room, stored + 1, stored + HotEvents.MOST);
        var head = stored + newer.size();
        var range = window.range(head, limit);
        var items =
                new ArrayList<>(events.read(room, range.first(), Math.min(range.last(), stored)));
        newer.stream()
                .filter(event -> event.seq() >= range.first() && event.seq() <= range.last())
                .forEach(items::add);
        return new HistoryPage(items, head, false, head);
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
