package io.parley.message.history;

import io.parley.message.web.Refusal;
import io.parley.model.event.RoomEvent;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which page of a room's events is wanted: the newest one, or one at a seq. */
sealed interface Window {

    /** The first and last seq of the page, for a room with this head; empty where first > last. */
    Range range(long head, int limit);

    /** The events of the range, as many as one answer holds: those nearest to the seq asked for. */
    List<RoomEvent> read(Range range, EventRun.Source source);

    /**
     * Whether a newer head could change the page: only then the reader has to wait for the tail.
     */
    default boolean touchesTail(long head, int limit) {
        return !range(head, limit).equals(range(Long.MAX_VALUE - limit, limit));
    }

    /** The same for who may read from that seq on. */
    default Window from(long first) {
        return first == 1 ? this : new From(this, first);
    }

    /** What of a window is not before a seq. */
    record From(Window window, long first) implements Window {

        public From {
            window =
                    window instanceof After(long seq)
                            ? new After(Math.max(seq, first - 1))
                            : window;
        }

        @Override
        public Range range(long head, int limit) {
            var range = window.range(head, limit);
            return new Range(Math.max(first, range.first()), range.last());
        }

        @Override
        public List<RoomEvent> read(Range range, EventRun.Source source) {
            return window.read(range, source);
        }
    }

    /** Both included. */
    record Range(long first, long last) {

        long size() {
            return Math.max(0, last - first + 1);
        }
    }

    /** The newest events. */
    record Newest() implements Window {
        @Override
        public Range range(long head, int limit) {
            return new Range(Math.max(1, head - limit + 1), head);
        }

        @Override
        public List<RoomEvent> read(Range range, EventRun.Source source) {
            return EventRun.downwards(range, source, JsonBudget.ofAnswer());
        }
    }

    /** The events just below a seq. */
    record Before(long seq) implements Window {
        @Override
        public Range range(long head, int limit) {
            var last = Math.min(seq - 1, head);
            return new Range(Math.max(1, last - limit + 1), last);
        }

        @Override
        public List<RoomEvent> read(Range range, EventRun.Source source) {
            return EventRun.downwards(range, source, JsonBudget.ofAnswer());
        }
    }

    /** The events just above a seq. */
    record After(long seq) implements Window {
        @Override
        public Range range(long head, int limit) {
            return new Range(seq + 1, Math.min(seq + limit, head));
        }

        @Override
        public List<RoomEvent> read(Range range, EventRun.Source source) {
            return EventRun.upwards(range, source, JsonBudget.ofAnswer());
        }
    }

    /** The events on both sides of a seq. */
    record Around(long seq) implements Window {
        @Override
        public Range range(long head, int limit) {
            var first = Math.max(1, seq - limit / 2);
            return new Range(first, Math.min(first + limit - 1, head));
        }

        @Override
        public List<RoomEvent> read(Range range, EventRun.Source source) {
            var below = new Range(range.first(), Math.min(seq - 1, range.last()));
            var others = new Range(Math.max(seq, range.first()), range.last());
            var events = new ArrayList<RoomEvent>();
            events.addAll(EventRun.downwards(below, source, JsonBudget.ofHalfAnswer()));
            events.addAll(EventRun.upwards(others, source, JsonBudget.ofHalfAnswer()));
            return events;
        }
    }

    /** The one window that a query asks for. */
    static Window of(@Nullable Long before, @Nullable Long after, @Nullable Long around) {
        var asked = (before == null ? 0 : 1) + (after == null ? 0 : 1) + (around == null ? 0 : 1);
        if (asked > 1) {
            throw Refusal.invalid("before, after, around", "only one of them at a time");
        }
        if (before != null) {
            return new Before(seq("before", before, 1));
        }
        if (after != null) {
            return new After(seq("after", after, 0));
        }
        return around == null ? new Newest() : new Around(seq("around", around, 1));
    }

    static long seq(String name, long value, long least) {
        if (value < least || value > MAX_SEQ) {
            throw Refusal.invalid(name, "must be " + least + " to 2^53 - 1");
        }
        return value;
    }

    /** What a JSON number holds exactly. */
    long MAX_SEQ = (1L << 53) - 1;
}
