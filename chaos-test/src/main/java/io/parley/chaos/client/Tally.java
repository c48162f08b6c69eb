package io.parley.chaos.client;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all clients together have come to so far. */
public final class Tally {

    private final LongAdder receipts = new LongAdder();
    private final LongAdder deliveries = new LongAdder();
    private final Queue<Stay> stays = new ConcurrentLinkedQueue<>();
    private final LongAdder reads = new LongAdder();

    void receipted() {
        receipts.increment();
    }

    void delivered() {
        deliveries.increment();
    }

    void stayed(Stay stay) {
        stays.add(stay);
    }

    void read() {
        reads.increment();
    }

    public long receipts() {
        return receipts.sum();
    }

    public long deliveries() {
        return deliveries.sum();
    }

    /** All sessions that have ended. */
    public List<Stay> stays() {
        return List.copyOf(stays);
    }

    /** How many history reads were made after a receipt. */
    public long reads() {
        return reads.sum();
    }
}
