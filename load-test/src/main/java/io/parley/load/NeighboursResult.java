package io.parley.load;

import io.parley.load.measure.Row;

/**
 * What a room saw of a bad client in another room.
 *
 * @param beside what the bad client did
 * @param outcome what it got
 */
record NeighboursResult(
        String beside,
        String outcome,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        long missing)
        implements Row {

    @Override
    public String head() {
        return "| beside | what that client got | neighbours' p50 ms | p99 ms | max ms | missing |\n|---|---|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %s | %.1f | %.1f | %.1f | %d |"
                .formatted(beside, outcome, p50Millis, p99Millis, maxMillis, missing);
    }
}
