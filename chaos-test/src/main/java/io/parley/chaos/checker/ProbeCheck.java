package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;

/** Checks what history said right after a receipt (C9). */
final class ProbeCheck {

    private static final int OK = 200;

    private final String client;
    private final Ledger ledger;
    private final Findings findings;
    private final ReadCounts counts = new ReadCounts();

    ProbeCheck(String client, Ledger ledger, Findings findings) {
        this.client = client;
        this.ledger = ledger;
        this.findings = findings;
    }

    void read(TraceEvent.Read event) {
        counts.reads++;
        if (event.status() != OK) {
            counts.unavailable++;
            return;
        }
        var run = ledger.room(event.room());
        if (run.hash(event.after(), event.count()) != event.hash()
                || event.after() + event.count() > run.head()) {
            add(event, "is not the run of %d events after %d that the log has");
        }
        if (event.found()) {
            counts.found++;
        } else if (event.full()) {
            counts.full++;
        } else if (event.complete()) {
            add(event, "is without the message and says complete (%d events after %d)");
        } else {
            counts.incomplete++;
        }
    }

    private void add(TraceEvent.Read event, String text) {
        findings.add(
                Check.C9,
                client + " in " + event.room(),
                "the read after the receipt of %d ".formatted(event.n())
                        + text.formatted(event.count(), event.after()));
    }

    ReadCounts counts() {
        return counts;
    }
}
