package io.parley.chaos.checker;

import io.parley.chaos.checker.SendCheck.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages of one sender that stand in the log before one that was sent earlier (C7). That is
 * allowed only while the earlier one had no receipt: whoever sends b after the receipt of a finds
 * them in this order.
 */
final class Inversions {

    private final String client;
    private final Ledger ledger;
    private final Findings findings;

    private final Map<Message, Long> receiptOfLate = new HashMap<>();

    private final Map<Message, Long> sendOfEarly = new HashMap<>();
    private final Map<String, Map<Long, Long>> pairs = new HashMap<>();

    Inversions(String client, Ledger ledger, Findings findings) {
        this.client = client;
        this.ledger = ledger;
        this.findings = findings;
    }

    void invoked(Message message, long nanos) {
        if (pairs(message.room()).containsValue(message.n())) {
            sendOfEarly.put(message, nanos);
        }
    }

    void receipted(Message message, long nanos) {
        if (pairs(message.room()).containsKey(message.n())) {
            receiptOfLate.put(message, nanos);
        }
    }

    void finish() {
        pairs.forEach(
                (room, late) -> late.forEach((n, before) -> check(new Message(room, n), before)));
    }

    private void check(Message late, long before) {
        var receipt = receiptOfLate.get(late);
        var send = sendOfEarly.get(new Message(late.room(), before));
        if (receipt != null && send != null && send - receipt > 0) {
            findings.add(
                    Check.C7,
                    client,
                    "message %d of %s stands before %d, after whose receipt it was sent"
                            .formatted(before, late.room(), late.n()));
        }
    }

    /** Messages that stand behind one with a larger number, with the largest such number. */
    private Map<Long, Long> pairs(String room) {
        return pairs.computeIfAbsent(room, this::find);
    }

    private Map<Long, Long> find(String room) {
        var found = new HashMap<Long, Long>();
        var seqs = ledger.senders().of(room, client);
        // from the end: numbers whose seq is less than that of all larger numbers
        var lows = new ArrayList<Long>();
        for (long n = seqs.size() - 1L; n > 0; n--) {
            long seq = seqs.get(n);
            if (seq == 0) {
                continue;
            }
            if (lows.isEmpty() || seq < seqs.get(lows.getLast())) {
                lows.add(n);
            } else {
                long larger = n;
                lows.stream()
                        .filter(low -> seqs.get(low) < seq)
                        .findFirst()
                        .ifPresent(low -> found.put(larger, low));
            }
        }
        return found;
    }
}
