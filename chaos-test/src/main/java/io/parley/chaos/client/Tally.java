package io.parley.chaos.client;

import java.util.concurrent.atomic.LongAdder;

/** What all clients together have come to so far. */
public final class Tally {

    private final LongAdder receipts = new LongAdder();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder sessions = new LongAdder();
    private final LongAdder reads = new LongAdder();

    void receipted() {
        receipts.increment();
    }

    void delivered() {
        deliveries.increment();
    }

    void connected() {
        sessions.increment();
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

    /** How many sessions were opened. */
    public long sessions() {
        return sessions.sum();
    }

    /** How many history reads were made after a receipt. */
    public long reads() {
        return reads.sum();
    }
}
