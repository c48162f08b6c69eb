package io.parley.message.history;

import io.parley.model.event.RoomEvent;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a run of a room's events in steps, until it has all of them or the answer is full: events
 * that find no room in the answer take none in memory either.
 */
final class EventRun {

    /** Events read at once. The longest ones, that many, are some 2 MB. */
    private static final int STEP = 50;

    private EventRun() {}

    /** Where events come from: {@code first} to {@code last}, ascending, without a hole. */
    interface Source {
        List<RoomEvent> read(long first, long last);
    }

    /** From {@code first} on, ascending. */
    static List<RoomEvent> upwards(Window.Range range, Source source, JsonBudget budget) {
        var run = new ArrayList<RoomEvent>();
        for (var from = range.first(); from <= range.last() && !budget.isFull(); from += STEP) {
            var to = Math.min(from + STEP - 1, range.last());
            var step = source.read(from, to);
            run.addAll(budget.take(step));
            if (step.size() <= to - from) {
                break;
            }
        }
        return run;
    }

    /** Those nearest to {@code last}, ascending too. */
    static List<RoomEvent> downwards(Window.Range range, Source source, JsonBudget budget) {
        var run = new ArrayList<RoomEvent>();
        for (var to = range.last(); to >= range.first() && !budget.isFull(); to -= STEP) {
            var from = Math.max(to - STEP + 1, range.first());
            var step = source.read(from, to).reversed();
            if (step.isEmpty() || (!run.isEmpty() && step.getFirst().seq() != to)) {
                break;
            }
            run.addAll(budget.take(step));
        }
        return run.reversed();
    }
}
