package io.parley.chaos.checker;

/** What came of history reads after a receipt. */
final class ReadCounts {

    long reads;
    long found;

    /** Said to be incomplete. */
    long incomplete;

    /** Pages that ended before the message, as they may. */
    long full;

    /** Answered with an error, or not at all. */
    long unavailable;

    void add(ReadCounts other) {
        reads += other.reads;
        found += other.found;
        incomplete += other.incomplete;
        full += other.full;
        unavailable += other.unavailable;
    }
}
