package io.parley.chaos.drill;

import java.util.List;
import java.util.Map;

/**
 * How sessions spread over pods, from the moment when pods were added.
 *
 * @param evenAfter seconds until all pods were within a tenth of their average, and stayed so; -1
 *     where that never was
 */
public record Loads(List<Line> lines, long evenAfter) {

    private static final long SECOND = 1_000_000_000;

    /** Sessions of each pod. */
    public record Line(long second, Map<String, Integer> sessions) {}

    static Loads of(List<PodLoads.Look> looks, Stretch stretch, int pods) {
        var inside = looks.stream().filter(look -> stretch.holds(look.at())).toList();
        long even = -1;
        for (var look : inside) {
            if (!look.isEven(pods)) {
                even = -1;
            } else if (even < 0) {
                even = (look.at() - stretch.from()) / SECOND;
            }
        }
        return new Loads(
                inside.stream()
                        .map(
                                look ->
                                        new Line(
                                                (look.at() - stretch.from()) / SECOND,
                                                look.sessions()))
                        .toList(),
                even);
    }
}
