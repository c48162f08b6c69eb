package io.parley.load;

import io.parley.load.measure.Row;

/**
 * What others were told of people, and when.
 *
 * @param told how many were told to be what they are
 * @param wronglyOffline how many were told to be offline who were not to be
 */
record PresenceResult(
        String what,
        int people,
        int told,
        int wronglyOffline,
        double p50Seconds,
        double p99Seconds,
        double maxSeconds)
        implements Row {

    @Override
    public String head() {
        return "| what | people | told | wrongly offline | p50 s | p99 s | max s |\n|---|---|---|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %d | %d | %d | %.1f | %.1f | %.1f |"
                .formatted(what, people, told, wronglyOffline, p50Seconds, p99Seconds, maxSeconds);
    }
}
