package io.parley.chaos.report;

import io.parley.chaos.checker.Check;
import io.parley.chaos.checker.Findings.Finding;
import io.parley.chaos.checker.Judgement;
import io.parley.chaos.checker.Summary;
import io.parley.chaos.fault.Effect;
import io.parley.chaos.fault.FaultLog;
import io.parley.chaos.options.ChaosOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/**
 * What a run has come to.
 *
 * @param violations by the code of the check; every check is there
 * @param stalls milliseconds, by kind of fault
 */
public record Report(
        boolean clean,
        long seed,
        int pods,
        int groups,
        Instant begun,
        long seconds,
        Machine machine,
        List<FaultLine> faults,
        Map<String, FaultKind> faultsByKind,
        Summary summary,
        Map<String, Long> violations,
        List<Finding> findings,
        Stalls stalls) {

    /** One fault; times in seconds since the first one began. */
    public record FaultLine(String kind, String detail, double at, double lasted, double over) {}

    /** All faults of a kind, and what clients may meet because of them. */
    public record FaultKind(int times, Set<Effect> allows) {

        FaultKind and(FaultKind other) {
            return new FaultKind(times + other.times, allows);
        }
    }

    /** How late things were. */
    public record Stalls(
            Map<String, Percentiles> receipts,
            Map<String, Percentiles> live,
            Map<String, Percentiles> replayed,
            Map<String, Percentiles> reconnections) {}

    public static Report of(
            ChaosOptions options,
            Instant begun,
            FaultLog log,
            Judgement judgement,
            Map<String, String> versions) {
        var violations = new LinkedHashMap<String, Long>();
        Arrays.stream(Check.values())
                .forEach(check -> violations.put(check.name(), judgement.findings().count(check)));
        var stalls = judgement.stalls();
        return new Report(
                judgement.isClean(),
                options.seed(),
                options.pods(),
                options.groups(),
                begun,
                Duration.between(begun, Instant.now()).toSeconds(),
                Machine.here(options.repository(), versions),
                lines(log),
                byKind(log),
                judgement.summary(),
                violations,
                judgement.findings().first(),
                new Stalls(
                        percentiles(stalls.receipts()),
                        percentiles(stalls.live()),
                        percentiles(stalls.replayed()),
                        percentiles(stalls.reconnections())));
    }

    private static Map<String, FaultKind> byKind(FaultLog log) {
        var kinds = new TreeMap<String, FaultKind>();
        for (var entry : log.entries()) {
            var allows = new TreeSet<>(entry.allows());
            kinds.merge(entry.kind(), new FaultKind(1, allows), FaultKind::and);
        }
        return kinds;
    }

    private static List<FaultLine> lines(FaultLog log) {
        var lines = new ArrayList<FaultLine>();
        for (var entry : log.entries()) {
            long first = log.entries().getFirst().begunNanos();
            lines.add(
                    new FaultLine(
                            entry.kind(),
                            entry.detail(),
                            seconds(entry.begunNanos() - first),
                            seconds(entry.healedNanos() - entry.begunNanos()),
                            seconds(entry.overNanos() - entry.begunNanos())));
        }
        return lines;
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }

    private static Map<String, Percentiles> percentiles(Map<String, Histogram> histograms) {
        var all = new TreeMap<String, Percentiles>();
        histograms.forEach((kind, histogram) -> all.put(kind, Percentiles.of(histogram)));
        return all;
    }
}
