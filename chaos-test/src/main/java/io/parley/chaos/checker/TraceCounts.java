package io.parley.chaos.checker;

import java.util.Map;
import java.util.TreeMap;

/** What traces add up to. */
final class TraceCounts {

    final SendCounts sends = new SendCounts();
    final ReadCounts reads = new ReadCounts();
    final Map<Integer, Long> closes = new TreeMap<>();
    final Map<String, Long> rejections = new TreeMap<>();
    final Map<String, Long> endedSubscriptions = new TreeMap<>();
    final Map<String, Long> notices = new TreeMap<>();
    long sessions;
    long deliveries;
    long phantoms;
    long duplicates;
    long missing;
    long folded;
    long sought;

    void add(TraceCounts other) {
        sends.add(other.sends);
        reads.add(other.reads);
        other.closes.forEach((code, n) -> closes.merge(code, n, Long::sum));
        other.rejections.forEach((code, n) -> rejections.merge(code, n, Long::sum));
        other.endedSubscriptions.forEach((code, n) -> endedSubscriptions.merge(code, n, Long::sum));
        other.notices.forEach((type, n) -> notices.merge(type, n, Long::sum));
        sessions += other.sessions;
        deliveries += other.deliveries;
        phantoms += other.phantoms;
        duplicates += other.duplicates;
        missing += other.missing;
        folded += other.folded;
        sought += other.sought;
    }
}
