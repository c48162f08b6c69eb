package io.parley.load;

import io.parley.load.measure.Row;

/**
 * What a storm of sessions did.
 *
 * @param refused attempts that failed and were made again
 * @param p50Millis from the first attempt until a session is subscribed, or has what it missed
 */
record StormResult(
        String storm,
        int sessions,
        int refused,
        double p50Millis,
        double p99Millis,
        double maxMillis)
        implements Row {

    @Override
    public String head() {
        return "| storm | sessions | attempts refused | p50 ms | p99 ms | all done after ms |\n|---|---|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %d | %d | %.0f | %.0f | %.0f |"
                .formatted(storm, sessions, refused, p50Millis, p99Millis, maxMillis);
    }
}
