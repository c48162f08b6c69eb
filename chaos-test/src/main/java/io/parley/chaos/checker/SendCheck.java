package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows what one client sent, and what became of it (C1, C5, C7). */
final class SendCheck {

    private final String client;
    private final Ledger ledger;
    private final Senders stored;
    private final Findings findings;

    /** Not settled yet: how often each message was sent. */
    private final Map<Message, Integer> attempts = new LinkedHashMap<>();

    /** Sent on the present session and not answered on it, in order. */
    private final Map<String, List<Long>> unanswered = new HashMap<>();

    private final Map<Message, Long> firstSent = new HashMap<>();
    private final SendCounts counts = new SendCounts();
    private final Inversions inversions;

    /** A message by its sender's number. */
    record Message(String room, long n) {}

    SendCheck(String client, Ledger ledger, Senders stored, Findings findings) {
        this.client = client;
        this.ledger = ledger;
        this.stored = stored;
        this.findings = findings;
        this.inversions = new Inversions(client, ledger, findings);
    }

    void connected() {
        unanswered.clear();
    }

    void invoked(TraceEvent.Invoked event) {
        var message = new Message(event.room(), event.n());
        if (attempts.merge(message, 1, Integer::sum) == 1) {
            counts.sent++;
            firstSent.put(message, event.nanos());
            inversions.invoked(message, event.nanos());
        }
        unanswered.computeIfAbsent(event.room(), _ -> new ArrayList<>()).add(event.n());
    }

    /** Another try, whose answer nobody waits for. */
    void repeated(TraceEvent.Repeated event) {
        attempts.merge(new Message(event.room(), event.n()), 1, Integer::sum);
    }

    /** Answers when the message was first sent, 0 if it never was. */
    long receipted(TraceEvent.Receipted event) {
        var message = new Message(event.room(), event.n());
        counts.receipted++;
        attempts.remove(message);
        inversions.receipted(message, event.nanos());
        if (seq(ledger.senders(), message) == 0) {
            lost(message, "in the log");
        } else if (seq(stored, message) == 0) {
            lost(message, "stored");
        }
        order(message);
        var sent = firstSent.remove(message);
        return sent == null ? 0 : sent;
    }

    private void lost(Message message, String where) {
        counts.lost++;
        add(Check.C1, message, "was receipted and is not " + where);
    }

    /** On one session receipts of a room come in the order of the sends. */
    private void order(Message message) {
        var waiting = unanswered.getOrDefault(message.room(), List.of());
        int at = waiting.indexOf(message.n());
        if (at > 0) {
            add(Check.C7, message, "was receipted before " + waiting.getFirst());
        }
        if (at >= 0) {
            waiting.remove(at);
        }
    }

    void rejected(TraceEvent.Rejected event) {
        var message = new Message(event.room(), event.n());
        counts.rejected++;
        unanswered.getOrDefault(event.room(), new ArrayList<>()).remove((Object) event.n());
        var sent = attempts.remove(message);
        // an earlier try of unknown outcome may have come through
        boolean isOnlyTry = sent != null && sent == 1;
        firstSent.remove(message);
        if (isOnlyTry && seq(ledger.senders(), message) != 0) {
            add(
                    Check.C5,
                    message,
                    "was rejected with %s and is in the log".formatted(event.code()));
        }
    }

    void unknown() {
        counts.unknown++;
    }

    /** What nobody answered to the end is in the log or not: both are right. */
    void finish() {
        for (var message : attempts.keySet()) {
            counts.unsettled++;
            if (seq(ledger.senders(), message) != 0) {
                counts.recovered++;
            }
        }
        inversions.finish();
    }

    private long seq(Senders senders, Message message) {
        return senders.of(message.room(), client).getOrZero(message.n());
    }

    private void add(Check check, Message message, String what) {
        findings.add(
                check, client, "message %d of %s %s".formatted(message.n(), message.room(), what));
    }

    SendCounts counts() {
        return counts;
    }
}
