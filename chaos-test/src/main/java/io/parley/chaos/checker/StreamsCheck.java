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
            content(room, run, entry);
        }
        if (!stream.isEmpty() && stream.getLast().seq() != run.head()) {
            findings.add(
                    Check.C2,
                    "stream of " + room,
                    "ends at %d of %d".formatted(stream.getLast().seq(), run.head()));
        }
    }

    private void content(String room, RoomRun run, StreamEntry entry) {
        var got = run.got(entry.seq(), entry.content());
        if (got == RoomRun.Got.SOMETHING_ELSE) {
            findings.add(
                    Check.C2,
                    "stream of " + room,
                    "%d says something else than the log".formatted(entry.seq()));
        } else if (got == RoomRun.Got.ALL && run.talk().isDeletedLater(entry.seq())) {
            findings.add(
                    Check.C16,
                    "stream of " + room,
                    "%d has words of a deleted message".formatted(entry.seq()));
        }
    }
}
