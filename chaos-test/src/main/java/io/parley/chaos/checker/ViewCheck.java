package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import java.util.HashMap;
import java.util.Map;

/** Follows what one client was pushed, and what it made of it (C3, C4, C8, C10, C15, C16). */
final class ViewCheck {

    /** Who is further behind is not replayed. */
    private static final long MOST_REPLAYED = 5_000;

    private final String client;
    private final Ledger ledger;
    private final Findings findings;
    private final DeletionCheck deletions;
    private final Map<String, Long> next = new HashMap<>();
    private final Map<String, Long> subscribedAt = new HashMap<>();
    private long folded;
    private long duplicates;
    private long phantoms;
    private long missing;

    ViewCheck(String client, Ledger ledger, DeletionCheck deletions, Findings findings) {
        this.client = client;
        this.ledger = ledger;
        this.deletions = deletions;
        this.findings = findings;
    }

    /** A client goes on after what it has got, never after more. */
    void subscribed(TraceEvent.Subscribed event) {
        long due = next.getOrDefault(event.room(), 1L);
        if (event.after() >= due) {
            add(
                    Check.C3,
                    event.room(),
                    "went on after %d when %d was due".formatted(event.after(), due));
        }
        next.put(event.room(), event.after() + 1);
        subscribedAt.put(event.room(), event.nanos());
    }

    /** The server refused to replay: only allowed to whoever is far behind. */
    void skipped(TraceEvent.Skipped event) {
        long from = next.getOrDefault(event.room(), 0L);
        if (event.head() - from < MOST_REPLAYED) {
            add(
                    Check.C3,
                    event.room(),
                    "was not replayed from %d to %d".formatted(from, event.head()));
        }
        next.put(event.room(), event.head() + 1);
    }

    void pushed(TraceEvent.Pushed event) {
        content(event);
        long expected = next.getOrDefault(event.room(), 0L);
        if (event.seq() > expected) {
            missing += event.seq() - expected;
            add(Check.C3, event.room(), "got %d where %d was due".formatted(event.seq(), expected));
        } else if (event.seq() < expected) {
            duplicates++;
            add(
                    Check.C4,
                    event.room(),
                    "got %d again where %d was due".formatted(event.seq(), expected));
        }
        next.put(event.room(), Math.max(expected, event.seq() + 1));
    }

    private void content(TraceEvent.Pushed event) {
        var run = ledger.room(event.room());
        if (run.isAt(event.seq(), event.id())) {
            words(event, run);
            return;
        }
        long real = run.seqOf(event.id());
        if (real == 0) {
            phantoms++;
            add(
                    Check.C8,
                    event.room(),
                    "got %d, whose message the log does not have".formatted(event.seq()));
        } else {
            add(
                    Check.C10,
                    event.room(),
                    "got %d, which is %d in the log".formatted(event.seq(), real));
        }
    }

    private void words(TraceEvent.Pushed event, RoomRun run) {
        var got = run.got(event.seq(), event.content());
        if (got == RoomRun.Got.SOMETHING_ELSE) {
            add(
                    Check.C10,
                    event.room(),
                    "got %d, which says something else in the log".formatted(event.seq()));
        } else if (got == RoomRun.Got.ALL && run.talk().isDeletedLater(event.seq())) {
            long deletion = run.talk().deletionOf(event.seq()).orElseThrow();
            if (deletion < next.getOrDefault(event.room(), 0L)) {
                add(
                        Check.C16,
                        event.room(),
                        "got the words of %d after their deletion, %d"
                                .formatted(event.seq(), deletion));
            } else if (event.replayed()) {
                deletions.served(
                        client,
                        event.room(),
                        event.seq(),
                        subscribedAt.getOrDefault(event.room(), event.nanos()));
            }
        }
    }

    /** What the client has folded is what the log makes of it, unless more has come since. */
    void folded(TraceEvent.Folded event) {
        var talk = ledger.room(event.room()).talk();
        var due = talk.state(event.seq());
        if (talk.lastChange(event.seq()) > event.cursor()) {
            return;
        }
        folded++;
        if (!event.state().equals(due)) {
            add(
                    Check.C15,
                    event.room(),
                    "message %d was folded to %s and is %s"
                            .formatted(event.seq(), event.state(), due));
        }
    }

    /** At the end each view has come to the head of its room. */
    void finish() {
        next.forEach(
                (room, expected) -> {
                    long head = ledger.room(room).head();
                    if (expected <= head) {
                        missing += head - expected + 1;
                        add(Check.C3, room, "saw nothing from %d to %d".formatted(expected, head));
                    }
                });
    }

    private void add(Check check, String room, String what) {
        findings.add(check, client + " in " + room, what);
    }

    /** How many folded messages were compared. */
    long folded() {
        return folded;
    }

    long duplicates() {
        return duplicates;
    }

    long phantoms() {
        return phantoms;
    }

    /** How many events it should have been pushed and was not. */
    long missing() {
        return missing;
    }
}
