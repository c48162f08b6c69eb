package io.parley.chaos.fault;

import java.util.ArrayList;
import java.util.List;

/** The faults of a run, in the order in which they began. */
public final class FaultLog {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A fault.
     *
     * @param begunNanos when it was applied
     * @param healedNanos when it was undone
     * @param overNanos when its members served again
     */
    public record Entry(
            String kind, String detail, long begunNanos, long healedNanos, long overNanos) {}

    /** Notes a fault that begins; answers its number. */
    synchronized int begin(Fault fault) {
        entries.add(
                new Entry(
                        fault.kind(),
                        fault.detail(),
                        System.nanoTime(),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE));
        return entries.size() - 1;
    }

    synchronized void healed(int number) {
        var e = entries.get(number);
        entries.set(
                number,
                new Entry(e.kind, e.detail, e.begunNanos, System.nanoTime(), Long.MAX_VALUE));
    }

    synchronized void over(int number) {
        var e = entries.get(number);
        entries.set(
                number,
                new Entry(e.kind, e.detail, e.begunNanos, e.healedNanos, System.nanoTime()));
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
