package io.parley.chaos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The faults of a run, in the order in which they began. */
public final class FaultLog {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A fault.
     *
     * @param allows what clients may meet because of it
     * @param begunNanos when it was applied
     * @param healedNanos when it was undone
     * @param overNanos when its members served again
     */
    public record Entry(
            String kind,
            String detail,
            Set<Effect> allows,
            long begunNanos,
            long healedNanos,
            long overNanos) {

        Entry healedAt(long nanos) {
            return new Entry(kind, detail, allows, begunNanos, nanos, overNanos);
        }

        Entry overAt(long nanos) {
            return new Entry(kind, detail, allows, begunNanos, healedNanos, nanos);
        }
    }

    /** Notes a fault that begins; answers its number. */
    synchronized int begin(Fault fault) {
        entries.add(
                new Entry(
                        fault.kind(),
                        fault.detail(),
                        fault.allows(),
                        System.nanoTime(),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE));
        return entries.size() - 1;
    }

    synchronized void healed(int number) {
        entries.set(number, entries.get(number).healedAt(System.nanoTime()));
    }

    synchronized void over(int number) {
        entries.set(number, entries.get(number).overAt(System.nanoTime()));
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
