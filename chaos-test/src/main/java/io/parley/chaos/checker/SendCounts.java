package io.parley.chaos.checker;

/** What became of sends. */
final class SendCounts {

    long sent;
    long receipted;
    long rejected;

    /** Answers that said so; the sends were repeated. */
    long unknown;

    /** Without any answer to the end. */
    long unsettled;

    /** Of those, in the log. */
    long recovered;

    /** Receipted, and not in the log or not stored. */
    long lost;

    void add(SendCounts other) {
        sent += other.sent;
        receipted += other.receipted;
        rejected += other.rejected;
        unknown += other.unknown;
        unsettled += other.unsettled;
        recovered += other.recovered;
        lost += other.lost;
    }
}
