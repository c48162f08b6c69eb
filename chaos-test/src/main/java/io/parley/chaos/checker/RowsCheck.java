package io.parley.chaos.checker;

import io.parley.chaos.evidence.Place;
import io.parley.chaos.evidence.Row;
import io.parley.chaos.evidence.StoredThread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares what is stored with the ledger (C2, C18). */
final class RowsCheck {

    private final Ledger ledger;
    private final Findings findings;
    private final Senders senders = new Senders();
    private final Map<String, Long> counts = new HashMap<>();
    private long rows;

    RowsCheck(Ledger ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    /** Takes the rows of each room in the order of their seqs. */
    void add(Row row) {
        rows++;
        long expected = counts.merge(row.room(), 1L, Long::sum);
        var run = ledger.room(row.room());
        if (row.seq() != expected) {
            findings.add(
                    Check.C2,
                    row.room(),
                    "row %d stands where %d should".formatted(row.seq(), expected));
        }
        if (!run.isAt(row.seq(), row.id())) {
            findings.add(
                    Check.C2,
                    row.room(),
                    "row %d is %s, which the log has as %d"
                            .formatted(row.seq(), row.id(), run.seqOf(row.id())));
        } else {
            content(row, run);
        }
        senders.add(row.room(), row.clientMsgId(), row.seq());
    }

    private void content(Row row, RoomRun run) {
        switch (run.got(row.seq(), row.content())) {
            case REDACTED -> {
                // as it must be
            }
            case ALL -> {
                if (run.talk().hasWords(row.seq())
                        && run.talk().deletionOf(row.seq()).isPresent()) {
                    findings.add(
                            Check.C16,
                            row.room(),
                            "row %d has words of a deleted message".formatted(row.seq()));
                }
            }
            case SOMETHING_ELSE ->
                    findings.add(
                            Check.C2,
                            row.room(),
                            "row %d says something else than the log".formatted(row.seq()));
        }
    }

    /** What is stored, by sender. */
    Senders senders() {
        return senders;
    }

    long rows() {
        return rows;
    }

    /** Called after the last row. */
    void finish() {
        ledger.rooms()
                .forEach(
                        (room, run) -> {
                            long stored = counts.getOrDefault(room, 0L);
                            if (stored != run.head()) {
                                findings.add(
                                        Check.C2,
                                        room,
                                        "%d of %d events are stored".formatted(stored, run.head()));
                            }
                        });
    }

    /** Compares places in the log that are kept in a table of their own. */
    void compare(String table, Set<Place> stored, Set<Place> expected) {
        compare(Check.C2, table, stored, expected);
    }

    /** Compares what is stored of threads with what the log makes of them (C18). */
    void threads(Set<StoredThread> stored) {
        var expected = new HashSet<StoredThread>();
        ledger.rooms()
                .forEach(
                        (room, run) ->
                                run.talk()
                                        .threads()
                                        .forEach(
                                                (root, newest) ->
                                                        expected.add(
                                                                new StoredThread(
                                                                        room, root, newest))));
        compare(Check.C18, "room_thread", stored, expected);
    }

    private <T> void compare(Check check, String table, Set<T> stored, Set<T> expected) {
        difference(expected, stored)
                .forEach(one -> findings.add(check, table, "is without " + one));
        difference(stored, expected)
                .forEach(one -> findings.add(check, table, "should not have " + one));
    }

    private static <T> Set<T> difference(Set<T> a, Set<T> b) {
        var left = new HashSet<>(a);
        left.removeAll(b);
        return left;
    }
}
