package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.MessageRows.Item;
import io.parley.message.archive.RoomEvents;
import io.parley.message.history.FoldMessages.Place;
import io.parley.message.infra.OneMoment;
import io.parley.model.RoomId;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Pages of a room's timeline: messages as they are now, and what else happened, without the changes
 * themselves. Whoever calls has checked that the reader may see the room.
 */
@Component
class ReadTimeline {

    /** Items read at once: those that find no room in the answer are not all held. */
    private static final int STEP = 50;

    private final RoomEvents events;
    private final MessageRows rows;
    private final FoldMessages fold;
    private final TailBarrier barrier;
    private final OneMoment moment;

    ReadTimeline(
            RoomEvents events,
            MessageRows rows,
            FoldMessages fold,
            TailBarrier barrier,
            OneMoment moment) {
        this.events = events;
        this.rows = rows;
        this.fold = fold;
        this.barrier = barrier;
        this.moment = moment;
    }

    /**
     * A page of the items nearest to the window's seq. Old messages change, too: each page waits
     * for the barrier.
     *
     * @param first the first seq that the reader may read
     */
    TimelinePage page(RoomId room, Window window, long first, int limit) {
        var isComplete = barrier.pass(room);
        return moment.read(
                () -> {
                    var foldedTo = events.head(room);
                    return new TimelinePage(
                            items(new Run(room, first), window, limit), foldedTo, isComplete);
                });
    }

    private static List<TimelineItem> items(Run run, Window window, int limit) {
        return switch (window) {
            case Window.Newest() -> run.below(Long.MAX_VALUE, limit, JsonBudget.ofAnswer());
            case Window.Before(long seq) -> run.below(seq, limit, JsonBudget.ofAnswer());
            case Window.After(long seq) -> run.above(seq, limit, JsonBudget.ofAnswer());
            case Window.Around(long seq) -> {
                var items = run.below(seq, limit / 2, JsonBudget.ofHalfAnswer());
                items.addAll(run.above(seq - 1, limit - items.size(), JsonBudget.ofHalfAnswer()));
                yield items;
            }
            case Window.From(var whole, var _) -> items(run, whole, limit);
        };
    }

    /** Reads in steps, until there is enough or the answer is full. */
    private final class Run {

        private final RoomId room;
        private final long first;

        Run(RoomId room, long first) {
            this.room = room;
            this.first = first;
        }

        List<TimelineItem> above(long seq, int limit, JsonBudget budget) {
            var items = new ArrayList<TimelineItem>();
            var after = Math.max(seq, first - 1);
            while (items.size() < limit && !budget.isFull()) {
                var asked = Math.min(STEP, limit - items.size());
                var step = rows.above(room, after, asked);
                items.addAll(budget.take(folded(step)));
                if (step.size() < asked) {
                    break;
                }
                after = step.getLast().event().seq();
            }
            return items;
        }

        List<TimelineItem> below(long seq, int limit, JsonBudget budget) {
            var items = new ArrayList<TimelineItem>();
            var before = seq;
            while (items.size() < limit && !budget.isFull()) {
                var asked = Math.min(STEP, limit - items.size());
                var step = rows.below(room, first, before, asked);
                items.addAll(budget.take(folded(step)));
                if (step.size() < asked) {
                    break;
                }
                before = step.getLast().event().seq();
            }
            return new ArrayList<>(items.reversed());
        }

        private List<TimelineItem> folded(List<Item> step) {
            var messages = fold.fold(step.stream().filter(Item::isMessage).toList());
            return step.stream()
                    .<TimelineItem>map(
                            item ->
                                    item.isMessage()
                                            ? new TimelineItem.Message(
                                                    Objects.requireNonNull(
                                                            messages.get(Place.of(item))))
                                            : new TimelineItem.Event(item.event()))
                    .toList();
        }
    }
}
