package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.client.TraceEvent.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether words were still given away when their deletion had its receipt (C16). */
final class DeletionCheck {

    private final Ledger ledger;
    private final Stalls stalls;
    private final Duration bound;
    private final Findings findings;
    private final Map<Event, Long> receipts = new HashMap<>();
    private final List<Served> served = new ArrayList<>();

    private record Event(String room, long seq) {}

    /** Words of a message that is deleted by now, in an answer that was asked for at that time. */
    private record Served(String client, Event event, long asked) {}

    /**
     * @param bound how long words may still be served, beyond the faults that were in force
     */
    DeletionCheck(Ledger ledger, Stalls stalls, Duration bound, Findings findings) {
        this.ledger = ledger;
        this.stalls = stalls;
        this.bound = bound;
        this.findings = findings;
    }

    /** Remembers the receipts of deletions that count. */
    void receipted(String client, TraceEvent.Receipted event) {
        long seq = ledger.senders().of(event.room(), client).getOrZero(event.n());
        if (ledger.room(event.room()).talk().isDeletion(seq)) {
            receipts.merge(new Event(event.room(), seq), event.nanos(), Math::min);
        }
    }

    /** Somebody was replayed these words: whether that was too late shows at the end. */
    void served(String client, String room, long seq, long asked) {
        served.add(new Served(client, new Event(room, seq), asked));
    }

    /**
     * Somebody has looked after a receipt. A message as it is now, where the answer is complete,
     * knows the deletion; history and replays have their time.
     */
    void sought(String client, TraceEvent.Sought look) {
        if (look.words().isEmpty()) {
            return;
        }
        var talk = ledger.room(look.room()).talk();
        for (var word : look.words().split(",", -1)) {
            long seq = Long.parseLong(word);
            if (!talk.isDeletedLater(seq)) {
                continue;
            }
            if (look.source() != Source.MESSAGE) {
                served(client, look.room(), seq, look.nanos());
            } else if (look.complete()) {
                add(client, new Event(look.room(), seq), "in " + look.source());
            }
        }
    }

    void finish() {
        for (var one : served) {
            var talk = ledger.room(one.event.room).talk();
            long deletion = talk.deletionOf(one.event.seq).orElseThrow();
            var receipt = receipts.get(new Event(one.event.room, deletion));
            if (receipt != null && stalls.calm(receipt, one.asked) > bound.toNanos()) {
                add(
                        one.client,
                        one.event,
                        "%d ms after the receipt of the deletion"
                                .formatted((one.asked - receipt) / 1_000_000));
            }
        }
    }

    private void add(String client, Event event, String where) {
        findings.add(
                Check.C16,
                client + " in " + event.room,
                "got the words of %d, which were deleted, %s".formatted(event.seq, where));
    }
}
