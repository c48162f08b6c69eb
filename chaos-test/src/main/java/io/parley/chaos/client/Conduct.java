package io.parley.chaos.client;

import java.util.concurrent.atomic.AtomicInteger;

/** How all clients are to behave at the moment. */
public final class Conduct {

    private volatile boolean sends;
    private volatile boolean over;
    private volatile boolean repeats;
    private final AtomicInteger hangUps = new AtomicInteger();

    boolean sends() {
        return sends;
    }

    boolean isOver() {
        return over;
    }

    boolean repeats() {
        return repeats;
    }

    int hangUps() {
        return hangUps.get();
    }

    void send(boolean wanted) {
        sends = wanted;
    }

    void end() {
        over = true;
    }

    /**
     * Each message is sent twice at once, and once more by a second device of the same person under
     * the same client message id.
     */
    public void repeatEverything(boolean wanted) {
        repeats = wanted;
    }

    /** Every writer drops its connection at once, in the midst of what it sends. */
    public void hangUp() {
        hangUps.incrementAndGet();
    }
}
