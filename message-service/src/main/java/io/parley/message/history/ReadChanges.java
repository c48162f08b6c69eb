package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.RoomEvents;
import io.parley.message.history.FoldMessages.Place;
import io.parley.message.infra.OneMoment;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings a cache of messages up to date, by as many items as have really changed. */
@Component
class ReadChanges {

    /** Who is further behind drops the cache: reading it anew is less. */
    static final int MOST = 5_000;

    /** Messages folded at once: those that find no room in the answer are not all held. */
    private static final int STEP = 50;

    private final RoomEvents events;
    private final MessageRows rows;
    private final FoldMessages fold;
    private final TailBarrier barrier;
    private final OneMoment moment;

    /**
     * Messages that have changed since a seq, each as it is now, ascending by seq.
     *
     * @param foldedTo the seq that they are folded to, the same on all pages
     * @param complete whether that is where the room's log ended when the first page was asked for
     * @param next cursor of the next page, absent on the last one
     */
    record ChangedMessages(
            List<FoldedMessage> items, long foldedTo, boolean complete, @Nullable String next) {}

    ReadChanges(
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
     * The messages up to {@code known} that changed after it.
     *
     * @param first the first seq that the reader may read
     */
    ChangedMessages page(
            RoomId room, long known, long first, @Nullable ChangesCursor cursor, int limit) {
        var isComplete = cursor == null && barrier.pass(room);
        return moment.read(
                () -> {
                    var begin =
                            cursor == null
                                    ? begin(room, known, first, isComplete)
                                    : cursor.at(Math.max(first, cursor.from()));
                    return read(room, known, begin, limit);
                });
    }

    private ChangesCursor begin(RoomId room, long known, long first, boolean isComplete) {
        var head = events.head(room);
        if (rows.changedSince(room, known, first, head, MOST + 1).size() > MOST) {
            throw Refusal.of(
                    ErrorCode.CONFLICT,
                    "more than " + MOST + " messages have changed: read the history anew");
        }
        return new ChangesCursor(first, head, isComplete);
    }

    private ChangedMessages read(RoomId room, long known, ChangesCursor begin, int limit) {
        var changed = rows.changedSince(room, known, begin.from(), begin.foldedTo(), limit + 1);
        var shown = changed.subList(0, Math.min(limit, changed.size()));
        var items = new ArrayList<FoldedMessage>();
        var budget = JsonBudget.ofAnswer();
        var done = 0;
        while (done < shown.size() && !budget.isFull()) {
            var seqs = shown.subList(done, Math.min(done + STEP, shown.size()));
            items.addAll(budget.take(folded(room, seqs, begin.foldedTo())));
            done += seqs.size();
        }
        // A seq that is no message has no item; the page goes on behind the last one that fitted
        var isLast = !budget.isFull() && shown.size() == changed.size();
        if (isLast) {
            return new ChangedMessages(items, begin.foldedTo(), begin.complete(), null);
        }
        var next = budget.isFull() ? items.getLast().seq() + 1 : changed.getLast();
        return new ChangedMessages(
                items, begin.foldedTo(), begin.complete(), begin.at(next).text());
    }

    private List<FoldedMessage> folded(RoomId room, List<Long> seqs, long to) {
        var messages = rows.messages(room, seqs);
        var folded = fold.fold(messages, to);
        return messages.stream()
                .map(item -> Objects.requireNonNull(folded.get(Place.of(item))))
                .toList();
    }
}
