package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import java.util.OptionalLong;

/** Takes one client's trace, event by event. */
final class TraceCheck {

    private final String client;
    private final ViewCheck view;
    private final SendCheck sends;
    private final ProbeCheck probes;
    private final DeletionCheck deletions;
    private final ReadingCheck reading;
    private final Stalls stalls;
    private final TraceCounts counts = new TraceCounts();
    private OptionalLong endedAt = OptionalLong.empty();

    TraceCheck(
            String client,
            Ledger ledger,
            Senders stored,
            DeletionCheck deletions,
            ReadingCheck reading,
            Stalls stalls,
            Findings findings) {
        this.client = client;
        this.deletions = deletions;
        this.reading = reading;
        this.view = new ViewCheck(client, ledger, deletions, findings);
        this.sends = new SendCheck(client, ledger, stored, findings);
        this.probes = new ProbeCheck(client, ledger, findings);
        this.stalls = stalls;
    }

    void take(TraceEvent event) {
        switch (event) {
            case TraceEvent.Connected e -> connected(e);
            case TraceEvent.Disconnected e -> {
                counts.closes.merge(e.code(), 1L, Long::sum);
                endedAt = OptionalLong.of(e.nanos());
            }
            case TraceEvent.Invoked e -> sends.invoked(e);
            case TraceEvent.Repeated e -> sends.repeated(e);
            case TraceEvent.Receipted e -> receipted(e);
            case TraceEvent.Rejected e -> {
                sends.rejected(e);
                counts.rejections.merge(e.code(), 1L, Long::sum);
            }
            case TraceEvent.Unknown _ -> sends.unknown();
            case TraceEvent.Subscribed e -> view.subscribed(e);
            case TraceEvent.Skipped e -> view.skipped(e);
            case TraceEvent.SubscriptionEnded e ->
                    counts.endedSubscriptions.merge(e.code(), 1L, Long::sum);
            case TraceEvent.Pushed e -> pushed(e);
            case TraceEvent.Notice e -> counts.notices.merge(e.type(), 1L, Long::sum);
            case TraceEvent.Read e -> probes.read(e);
            case TraceEvent.Folded e -> view.folded(e);
            case TraceEvent.Sought e -> {
                counts.sought++;
                deletions.sought(client, e);
            }
            case TraceEvent.Marked e -> reading.receipted(e);
            case TraceEvent.Counted e -> reading.counted(e);
        }
    }

    private void connected(TraceEvent.Connected event) {
        counts.sessions++;
        sends.connected();
        endedAt.ifPresent(ended -> stalls.reconnected(client, ended, event.nanos()));
        endedAt = OptionalLong.empty();
    }

    private void receipted(TraceEvent.Receipted event) {
        deletions.receipted(client, event);
        long sent = sends.receipted(event);
        if (sent != 0) {
            stalls.receipt(sent, event.nanos());
        }
    }

    private void pushed(TraceEvent.Pushed event) {
        counts.deliveries++;
        view.pushed(event);
        long from = event.nanos() - event.delay() * 1_000_000;
        if (event.replayed()) {
            stalls.replayed(client, from, event.nanos());
        } else {
            stalls.live(client, from, event.nanos());
        }
    }

    TraceCounts finish() {
        view.finish();
        sends.finish();
        counts.sends.add(sends.counts());
        counts.reads.add(probes.counts());
        counts.folded = view.folded();
        counts.phantoms = view.phantoms();
        counts.duplicates = view.duplicates();
        counts.missing = view.missing();
        return counts;
    }
}
