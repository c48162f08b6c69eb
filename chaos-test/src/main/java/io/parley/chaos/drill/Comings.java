package io.parley.chaos.drill;

import io.parley.chaos.client.Stay;
import io.parley.chaos.report.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * How clients came back that were sent away, or lost.
 *
 * @param gaps from the end of a session to CONNECTED of the next one, in milliseconds
 * @param perSecond sessions that began in each second since the exercise began
 * @param codes with which sessions were closed meanwhile
 */
public record Comings(Percentiles gaps, List<Integer> perSecond, Map<Integer, Long> codes) {

    private static final int DIGITS = 3;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    static Comings of(List<Stay> stays, Stretch stretch) {
        var gaps = new Histogram(DIGITS);
        var perSecond = new ArrayList<Integer>();
        for (long second = stretch.from(); second < stretch.to(); second += SECOND) {
            perSecond.add(0);
        }
        var codes = new TreeMap<Integer, Long>();
        for (var own : byClient(stays).values()) {
            for (int i = 1; i < own.size(); i++) {
                var before = own.get(i - 1);
                var next = own.get(i);
                if (stretch.holds(before.to()) && stretch.holds(next.from())) {
                    gaps.recordValue(Math.max(0, (next.from() - before.to()) / 1_000_000));
                    int second = (int) ((next.from() - stretch.from()) / SECOND);
                    perSecond.set(second, perSecond.get(second) + 1);
                    codes.merge(before.code(), 1L, Long::sum);
                }
            }
        }
        return new Comings(Percentiles.of(gaps), List.copyOf(perSecond), codes);
    }

    private static Map<String, List<Stay>> byClient(List<Stay> stays) {
        return stays.stream()
                .sorted(Comparator.comparingLong(Stay::from))
                .collect(Collectors.groupingBy(Stay::client));
    }

    int mostInASecond() {
        return perSecond.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
