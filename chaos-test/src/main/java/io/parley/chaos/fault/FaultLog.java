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

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
