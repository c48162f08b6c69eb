package io.parley.chaos.checker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How late things were, by the kind of fault that was in force (C12). */
public final class Stalls {

    /** Where no fault was in force, nor just over. */
    public static final String CALM = "(calm)";

    private static final String SLOW = ", clients on slow links";

    /** A fault is felt for a while after it is over. */
    private static final long AFTERMATH = Duration.ofSeconds(5).toNanos();

    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
    private static final int DIGITS = 3;

    private final List<Outage> outages;
    private final long boundNanos;
    private final Findings findings;
    private final Map<String, Histogram> live = new TreeMap<>();
    private final Map<String, Histogram> replayed = new TreeMap<>();
    private final Map<String, Histogram> receipts = new TreeMap<>();
    private final Map<String, Histogram> reconnections = new TreeMap<>();

    /**
     * @param outages in the order of time
     * @param bound how much later than the faults in force something may be
     */
    Stalls(List<Outage> outages, Duration bound, Findings findings) {
        this.outages = List.copyOf(outages);
        this.boundNanos = bound.toNanos();
        this.findings = findings;
    }

    /** An event that came by itself, from its time in the log to the client. */
    void live(String client, long from, long to) {
        record(live, from, to, isSlow(client));
        check(client, from, to);
    }

    /** An event that came as a part of a replay, after the client's connection was lost. */
    void replayed(String client, long from, long to) {
        record(replayed, from, to, isSlow(client));
        check(client, from, to);
    }

    /** From the first time that a message was sent to its receipt. */
    void receipt(long from, long to) {
        record(receipts, from, to, false);
    }

    /** From the end of a session to the beginning of the client's next one. */
    void reconnected(String client, long from, long to) {
        record(reconnections, from, to, isSlow(client));
    }

    /** Clients whose own link is made slow: what they suffer says nothing of the others. */
    private static boolean isSlow(String client) {
        return client.startsWith("slow-");
    }

    private void record(Map<String, Histogram> histograms, long from, long to, boolean isSlow) {
        long millis = Math.clamp((to - from) / 1_000_000, 0, LONGEST_MILLIS);
        var kind = kind(from, to) + (isSlow ? SLOW : "");
        histograms
                .computeIfAbsent(kind, _ -> new Histogram(LONGEST_MILLIS, DIGITS))
                .recordValue(millis);
    }

    /** The kind that was in force for the longest part of that time. */
    private String kind(long from, long to) {
        String kind = CALM;
        long longest = -1;
        for (var outage : outages) {
            long common = Math.min(to, outage.to() + AFTERMATH) - Math.max(from, outage.from());
            if (common >= 0 && common > longest) {
                longest = common;
                kind = outage.kind();
            }
        }
        return kind;
    }

    private void check(String client, long from, long to) {
        if (to - from <= boundNanos) {
            return;
        }
        long excused = excused(from, to, 0);
        if (to - from - excused > boundNanos) {
            findings.add(
                    Check.C12,
                    client,
                    "an event was %d ms late, %d ms of them without a fault (%s)"
                            .formatted(
                                    (to - from) / 1_000_000,
                                    (to - from - excused) / 1_000_000,
                                    kind(from, to)));
        }
    }

    /** How much of that time no fault was in force, nor just over. */
    long calm(long from, long to) {
        return to - from - excused(from, to, AFTERMATH);
    }

    /** How much of that time a fault was in force; faults may overlap. */
    private long excused(long from, long to, long aftermath) {
        long excused = 0;
        long counted = from;
        for (var outage : outages) {
            long begin = Math.max(counted, outage.from());
            long end = Math.min(to, outage.to() + aftermath);
            if (end > begin) {
                excused += end - begin;
                counted = end;
            }
        }
        return excused;
    }

    /** Milliseconds from the log to the client, for events that came by themselves. */
    public Map<String, Histogram> live() {
        return live;
    }

    /** The same for events that were replayed. */
    public Map<String, Histogram> replayed() {
        return replayed;
    }

    /** Milliseconds from the end of a session to the client's next one. */
    public Map<String, Histogram> reconnections() {
        return reconnections;
    }

    /** Milliseconds from the first send to the receipt. */
    public Map<String, Histogram> receipts() {
        return receipts;
    }
}
