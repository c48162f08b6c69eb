package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.MessageRows.Item;
import io.parley.message.archive.RoomEvents;
import io.parley.message.archive.ThreadRows;
import io.parley.message.history.FoldMessages.Place;
import io.parley.message.infra.OneMoment;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Threads, as they are now. Whoever calls has checked that the reader may see the room. */
@Component
class ReadThreads {

    /** Messages folded at once: those that find no room in the answer are not all held. */
    private static final int STEP = 50;

    private final RoomEvents events;
    private final MessageRows messages;
    private final ThreadRows threads;
    private final FoldMessages fold;
    private final TailBarrier barrier;
    private final OneMoment moment;

    /**
     * Messages of a thread, ascending by seq. There may be fewer than were asked for, where more
     * would make the answer too long: its reader goes on from there.
     *
     * @param root the message that the thread belongs to
     * @param foldedTo the seq that they are folded to
     * @param complete whether that is where the room's log ended when it was asked for
     */
    record ThreadPage(
            FoldedMessage root, List<FoldedMessage> items, long foldedTo, boolean complete) {}

    ReadThreads(
            RoomEvents events,
            MessageRows messages,
            ThreadRows threads,
            FoldMessages fold,
            TailBarrier barrier,
            OneMoment moment) {
        this.events = events;
        this.messages = messages;
        this.threads = threads;
        this.fold = fold;
        this.barrier = barrier;
        this.moment = moment;
    }

    /**
     * The roots of the threads in which something was said last.
     *
     * @param before the newest seq of the thread that an earlier page ended with
     */
    Page<FoldedMessage> list(RoomId room, long first, long before, int limit) {
        barrier.pass(room);
        var roots = moment.read(() -> folded(threads.roots(room, first, before, limit + 1)));
        return Page.of(roots, limit, last -> "" + Objects.requireNonNull(last.thread()).lastSeq());
    }

    /** A page of a thread at a seq. */
    ThreadPage page(RoomId room, long root, Window window, int limit) {
        var isComplete = barrier.pass(room);
        return moment.read(
                () -> {
                    var foldedTo = events.head(room);
                    var found = folded(messages.messages(room, List.of(root)));
                    if (found.isEmpty()) {
                        throw Refusal.of(
                                isComplete ? ErrorCode.MESSAGE_NOT_FOUND : ErrorCode.UNAVAILABLE);
                    }
                    var items = items(room, found.getFirst(), window, limit);
                    return new ThreadPage(found.getFirst(), items, foldedTo, isComplete);
                });
    }

    /**
     * Refuses what is no message that a thread can hang on. Only where it is not stored is the end
     * of the log waited for.
     */
    void requireRoot(RoomId room, long seq) {
        if (isRoot(room, seq)) {
            return;
        }
        var isComplete = barrier.pass(room);
        if (!isRoot(room, seq)) {
            throw Refusal.of(isComplete ? ErrorCode.MESSAGE_NOT_FOUND : ErrorCode.UNAVAILABLE);
        }
    }

    private boolean isRoot(RoomId room, long seq) {
        return messages.messages(room, List.of(seq)).stream()
                .anyMatch(item -> item.event().threadRoot().isEmpty());
    }

    private List<FoldedMessage> items(RoomId room, FoldedMessage root, Window window, int limit) {
        var isUpwards = window instanceof Window.After;
        var budget = JsonBudget.ofHalfAnswer();
        var items = new ArrayList<FoldedMessage>();
        var from = from(window);
        while (items.size() < limit && !budget.isFull()) {
            var asked = Math.min(STEP, limit - items.size());
            var step =
                    isUpwards
                            ? threads.above(room, root.seq(), from, asked)
                            : threads.below(room, root.seq(), from, asked);
            items.addAll(budget.take(folded(step)));
            if (step.size() < asked) {
                break;
            }
            from = step.getLast().event().seq();
        }
        return isUpwards ? items : items.reversed();
    }

    private static long from(Window window) {
        return switch (window) {
            case Window.After(long seq) -> seq;
            case Window.Before(long seq) -> seq;
            default -> Long.MAX_VALUE;
        };
    }

    private List<FoldedMessage> folded(List<Item> items) {
        var folded = fold.fold(items);
        return items.stream()
                .map(item -> Objects.requireNonNull(folded.get(Place.of(item))))
                .toList();
    }
}
