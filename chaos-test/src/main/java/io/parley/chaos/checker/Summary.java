package io.parley.chaos.checker;

import java.util.Map;

/**
 * A run in figures.
 *
 * @param sends first tries of messages
 * @param unknown answers of unknown outcome; the sends were repeated
 * @param lost receipted and not stored, or due to a client and never pushed
 * @param recovered never receipted, and in the log all the same
 * @param unexpected pushed and not in the log
 * @param duplicated in one view twice, or with two numbers
 * @param repeats records of the log that were recognised as repeats
 * @param reads history reads after a receipt
 * @param types how many events of each type the log has
 * @param folded messages of clients that were compared with what the log makes of them
 * @param sought looks for words that were deleted
 * @param moves of marks, as the log has them
 * @param counted answers on what waits that were compared with a plain count
 * @param closes how sessions ended, by close code
 */
public record Summary(
        int clients,
        long sessions,
        long sends,
        long receipts,
        long rejected,
        long unknown,
        long deliveries,
        long records,
        long rows,
        long repeats,
        long unreadable,
        long lost,
        long recovered,
        long unexpected,
        long duplicated,
        Reads reads,
        Map<String, Long> types,
        long folded,
        long sought,
        long moves,
        long counted,
        Map<Integer, Long> closes,
        Map<String, Long> rejections,
        Map<String, Long> endedSubscriptions,
        Map<String, Long> notices) {

    /**
     * History reads after a receipt.
     *
     * @param incomplete said so themselves
     * @param full pages that ended before the message, as they may
     * @param unavailable answered with an error, or not at all
     */
    public record Reads(long reads, long found, long incomplete, long full, long unavailable) {}

    static Summary of(
            TraceCounts counts,
            Ledger ledger,
            ReadingCheck reading,
            long rows,
            int clients,
            Findings findings) {
        var reads = counts.reads;
        return new Summary(
                clients,
                counts.sessions,
                counts.sends.sent,
                counts.sends.receipted,
                counts.sends.rejected,
                counts.sends.unknown,
                counts.deliveries,
                ledger.records(),
                rows,
                ledger.repeats().size(),
                ledger.unreadable().size(),
                counts.sends.lost + counts.missing,
                counts.sends.recovered,
                counts.phantoms,
                counts.duplicates + findings.count(Check.C6),
                new Reads(
                        reads.reads, reads.found, reads.incomplete, reads.full, reads.unavailable),
                ledger.types(),
                counts.folded,
                counts.sought,
                reading.moves(),
                reading.counted(),
                counts.closes,
                counts.rejections,
                counts.endedSubscriptions,
                counts.notices);
    }
}
