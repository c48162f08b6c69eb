package io.parley.chaos.client;

import io.parley.chaos.client.Outbox.Draft;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/** Reads history right after a receipt: the message must be there, or the answer must say so. */
final class Probe {

    private static final int PAGE = 200;
    private static final int AT_A_TIME = 6;

    private final Rest rest;
    private final Account account;
    private final Trace trace;
    private final Tally tally;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    Probe(Rest rest, Account account, Trace trace, Tally tally) {
        this.rest = rest;
        this.account = account;
        this.trace = trace;
        this.tally = tally;
    }

    /** Reads after what the client knew when it sent the message; leaves it if too many read. */
    void start(String client, Draft receipted) {
        if (free.tryAcquire()) {
            var _ = Thread.ofVirtual().name("probe").start(() -> read(client, receipted));
        }
    }

    private void read(String client, Draft draft) {
        try {
            var token = account.accessToken();
            if (token.isPresent()) {
                var path =
                        "/api/v1/messages/history/%s?after=%d&limit=%d"
                                .formatted(draft.room(), draft.cursor(), PAGE);
                trace.add(event(client, draft, rest.get(path, token.get())));
                tally.read();
            }
        } finally {
            free.release();
        }
    }

    private static TraceEvent event(String client, Draft draft, Rest.Answer answer) {
        JsonNode items = answer.body().path("items");
        var wanted = client + "/" + draft.n();
        boolean found = false;
        long hash = 0;
        for (var item : items) {
            found |= item.path("clientMsgId").asString("").equals(wanted);
            hash = RunHash.next(hash, RunHash.fingerprint(item.get("messageId").asString()));
        }
        return new TraceEvent.Read(
                System.nanoTime(),
                draft.room(),
                draft.n(),
                draft.cursor(),
                items.size(),
                hash,
                found,
                answer.body().path("complete").asBoolean(false),
                items.size() >= PAGE,
                answer.status());
    }
}
