package io.parley.chat.sequencer;

/**
 * Watches a number in Redis that only grows: one that does not has been wiped or rolled back, by a
 * failover, an older backup or a hand. Answers come on the link's thread, questions on the group's.
 */
final class RedisPulse {

    private long last;
    private boolean hasForgotten;

    /** Takes the next number. */
    synchronized void beat(long number) {
        hasForgotten |= number <= last;
        last = number;
    }

    /** True once for each time that Redis has lost something. */
    synchronized boolean takeForgotten() {
        var was = hasForgotten;
        hasForgotten = false;
        return was;
    }
}
