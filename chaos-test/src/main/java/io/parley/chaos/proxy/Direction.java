package io.parley.chaos.proxy;

/** One direction of all connections of a proxy. What it suffers from changes while they live. */
public final class Direction {

    private Toxics toxics = Toxics.NONE;

    public synchronized void poison(Toxics wanted) {
        toxics = wanted;
        notifyAll();
    }

    public void heal() {
        poison(Toxics.NONE);
    }

    synchronized Toxics toxics() {
        return toxics;
    }

    /** Waits while it is frozen; answers what it suffers from then. */
    synchronized Toxics awaitThaw() throws InterruptedException {
        while (toxics.frozen()) {
            wait();
        }
        return toxics;
    }
}
