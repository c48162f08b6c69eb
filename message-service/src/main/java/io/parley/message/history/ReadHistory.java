package io.parley.message.history;

import io.parley.message.archive.RoomEvents;
import io.parley.model.RoomId;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Pages of a room's events. Whoever calls has checked that the reader may see the room. */
@Component
class ReadHistory {

    private final RoomEvents events;
    private final TailBarrier barrier;

    ReadHistory(RoomEvents events, TailBarrier barrier) {
        this.events = events;
        this.barrier = barrier;
    }

    /** A page below the tail is complete as it stands; the others wait for the barrier. */
    HistoryPage page(RoomId room, Window window, int limit) {
        var head = events.head(room);
        if (!window.touchesTail(head, limit)) {
            return page(room, window, limit, head, true);
        }
        var isComplete = barrier.pass(room);
        return page(room, window, limit, events.head(room), isComplete);
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

    private HistoryPage page(RoomId room, Window window, int limit, long head, boolean isComplete) {
        var range = window.range(head, limit);
        var items = events.read(room, range.first(), range.last());
        return new HistoryPage(items, head, isComplete, head);
    }
}
