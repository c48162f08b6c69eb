package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides from what a run has left behind whether its promises were kept. Everything is streamed:
 * what stays in memory is eight bytes for each event of the log, and what is not settled yet.
 */
public final class HistoryChecker {

    private final Findings findings = new Findings();
    private final Ledger ledger = new Ledger(findings);
    private final RowsCheck rows = new RowsCheck(ledger, findings);
    private final ReadingCheck reading = new ReadingCheck(ledger, findings);
    private final TraceCounts counts = new TraceCounts();
    private final Stalls stalls;
    private final DeletionCheck deletions;
    private @Nullable TraceCheck current;
    private String client = "";
    private int clients;

    private HistoryChecker(List<Outage> outages, Duration bound) {
        this.stalls = new Stalls(outages, bound, findings);
        this.deletions = new DeletionCheck(ledger, stalls, bound.dividedBy(10), findings);
    }

    /**
     * @param bound how late a delivery may be beyond the faults that were in force; words must be
     *     gone in a tenth of it
     */
    public static Judgement judge(Evidence evidence, List<Outage> outages, Duration bound) {
        return new HistoryChecker(outages, bound).judge(evidence);
    }

    private Judgement judge(Evidence evidence) {
        evidence.log(ledger::add);
        evidence.rows(rows::add);
        rows.finish();
        rows.compare("repeated_record", evidence.storedRepeats(), ledger.repeats());
        rows.compare("quarantine", evidence.storedUnreadable(), ledger.unreadable());
        rows.threads(evidence.threads());
        reading.begin();
        reading.moved(evidence.moves());
        reading.compare(evidence.marks());
        var streams = new StreamsCheck(ledger, findings);
        for (var room : List.copyOf(ledger.rooms().keySet())) {
            streams.check(room, evidence.stream(room));
        }
        evidence.traces(this::take);
        finishClient();
        deletions.finish();
        return new Judgement(findings, stalls, summary());
    }

    private void take(String name, TraceEvent event) {
        if (current == null || !client.equals(name)) {
            finishClient();
            client = name;
            clients++;
            current =
                    new TraceCheck(
                            name, ledger, rows.senders(), deletions, reading, stalls, findings);
        }
        current.take(event);
    }

    private void finishClient() {
        if (current != null) {
            counts.add(current.finish());
            current = null;
        }
    }

    private Summary summary() {
        return Summary.of(counts, ledger, reading, rows.rows(), clients, findings);
    }
}
