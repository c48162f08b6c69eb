package io.parley.chaos.fault;

import java.util.ArrayList;
import java.util.List;

/** The faults of a run, in the order of time. */
public final class FaultLog {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A fault that has been.
     *
     * @param begunNanos when it was applied
     * @param healedNanos when it was undone
     * @param overNanos when its members served again
     */
    public record Entry(
            String kind, String detail, long begunNanos, long healedNanos, long overNanos) {}

    /** Notes a fault that is healed but not over yet; answers its number. */
    synchronized int begin(Fault fault, long begunNanos, long healedNanos) {
        entries.add(
                new Entry(fault.kind(), fault.detail(), begunNanos, healedNanos, Long.MAX_VALUE));
        return entries.size() - 1;
    }

    synchronized void over(int number) {
        var entry = entries.get(number);
        entries.set(
                number,
                new Entry(
                        entry.kind(),
                        entry.detail(),
                        entry.begunNanos(),
                        entry.healedNanos(),
                        System.nanoTime()));
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
