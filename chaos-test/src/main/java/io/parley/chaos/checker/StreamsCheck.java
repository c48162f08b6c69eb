package io.parley.chaos.checker;

import io.parley.chaos.evidence.StreamEntry;
import java.util.List;

/** Compares the streams in Redis with the ledger: each is a contiguous run of its room (C2). */
final class StreamsCheck {

    private final Ledger ledger;
    private final Findings findings;

    StreamsCheck(Ledger ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    void check(String room, List<StreamEntry> stream) {
        var run = ledger.room(room);
        for (int i = 0; i < stream.size(); i++) {
            var entry = stream.get(i);
            if (entry.seq() != stream.getFirst().seq() + i) {
                findings.add(Check.C2, "stream of " + room, "has a hole at " + entry.seq());
                return;
            }
            if (!run.isAt(entry.seq(), entry.id())) {
                findings.add(
                        Check.C2,
                        "stream of " + room,
                        "%d is %s, which the log has as %d"
                                .formatted(entry.seq(), entry.id(), run.seqOf(entry.id())));
                return;
            }
        }
        if (!stream.isEmpty() && stream.getLast().seq() != run.head()) {
            findings.add(
                    Check.C2,
                    "stream of " + room,
                    "ends at %d of %d".formatted(stream.getLast().seq(), run.head()));
        }
    }
}
