package io.parley.chaos.checker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Broken promises: all are counted, the first of each kind are told in words. */
public final class Findings {

    private static final int TOLD = 20;

    private final Map<Check, Long> counts = new EnumMap<>(Check.class);
    private final List<Finding> first = new ArrayList<>();

    /** One broken promise. */
    public record Finding(Check check, String where, String what) {}

    void add(Check check, String where, String what) {
        if (counts.merge(check, 1L, Long::sum) <= TOLD) {
            first.add(new Finding(check, where, what));
        }
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    public long count(Check check) {
        return counts.getOrDefault(check, 0L);
    }

    public List<Finding> first() {
        return List.copyOf(first);
    }
}
