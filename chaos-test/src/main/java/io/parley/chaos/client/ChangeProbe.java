package io.parley.chaos.client;

import io.parley.chaos.client.TraceEvent.Source;
import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Reads a message after a change of it had a receipt. Where that is its deletion, looks for its
 * words some seconds later: in history, and as somebody who comes back after a long time.
 */
final class ChangeProbe {

    private static final int AT_A_TIME = 3;

    /** Each so many changes is followed. */
    private static final int SAMPLE = 4;

    private static final int PAGE = 100;
    private static final int OK = 200;

    /** By then the words are gone everywhere. */
    private static final Duration GONE = Duration.ofSeconds(2);

    /** Up to so many seconds later, as the bound of a short run is a longer one. */
    private static final int LATER = 7;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Rest rest;
    private final Account account;
    private final URI sockets;
    private final Trace trace;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    ChangeProbe(Rest rest, Account account, URI sockets, Trace trace) {
        this.rest = rest;
        this.account = account;
        this.sockets = sockets;
        this.trace = trace;
    }

    /** Follows some of the changes, not too many at once. */
    void start(Outbox.Draft change) {
        if (change.n() % SAMPLE == 0 && free.tryAcquire()) {
            var _ = Thread.ofVirtual().name("change-probe").start(() -> look(change));
        }
    }

    /** Waits for those that look. */
    void close() {
        free.acquireUninterruptibly(AT_A_TIME);
    }

    private void look(Outbox.Draft change) {
        try {
            message(change);
            if (change.deed().isDeletion()) {
                Thread.sleep(GONE.plusSeconds(change.n() / SAMPLE % LATER));
                history(change);
                resume(change);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void history(Outbox.Draft deletion) {
        long target = deletion.deed().target();
        var path =
                "/api/v1/messages/history/%s?after=%d&limit=%d"
                        .formatted(deletion.room(), target - 1, PAGE);
        long begun = System.nanoTime();
        account.accessToken()
                .map(token -> rest.get(path, token))
                .filter(answer -> answer.status() == OK)
                .ifPresent(
                        answer ->
                                add(
                                        begun,
                                        deletion,
                                        Source.HISTORY,
                                        answer.body().path("complete").asBoolean(false),
                                        words(answer.body().path("items"), target)));
    }

    /** What message-service has folded must be what the log makes of it, as a client's fold. */
    private void message(Outbox.Draft change) {
        long target = change.deed().target();
        var path = "/api/v1/rooms/%s/messages/%d?fold=true".formatted(change.room(), target);
        long begun = System.nanoTime();
        account.accessToken()
                .map(token -> rest.get(path, token))
                .filter(answer -> answer.status() == OK)
                .map(Rest.Answer::body)
                .ifPresent(message -> message(begun, change, message));
    }

    private void message(long begun, Outbox.Draft change, JsonNode message) {
        var folded = Json.MAPPER.treeToValue(message, FoldedMessage.class);
        trace.add(
                new TraceEvent.Folded(
                        System.nanoTime(),
                        change.room(),
                        folded.seq(),
                        message.path("foldedTo").asLong(),
                        MessageState.of(folded)));
        if (change.deed().isDeletion()) {
            boolean complete = message.path("complete").asBoolean(false);
            var words = message.has("text") ? Long.toString(folded.seq()) : "";
            add(begun, change, Source.MESSAGE, complete, words);
        }
    }

    private static String words(Iterable<JsonNode> events, long target) {
        return StreamSupport.stream(events.spliterator(), false)
                .filter(event -> hasWords(event, target))
                .map(event -> event.path("seq").asString())
                .collect(Collectors.joining(","));
    }

    private static boolean hasWords(JsonNode event, long target) {
        var data = event.path("data");
        boolean isAbout =
                event.path("seq").asLong() == target
                        || data.path("target").path("seq").asLong(0) == target;
        return isAbout && data.has("text");
    }

    private void resume(Outbox.Draft deletion) throws InterruptedException {
        long begun = System.nanoTime();
        var token = account.accessToken();
        var line = token.flatMap(_ -> StompLine.open(rest.http(), sockets));
        if (line.isPresent()) {
            try (var open = line.get()) {
                replay(open, token.orElseThrow(), deletion, begun);
            }
        }
    }

    private void replay(StompLine line, String token, Outbox.Draft deletion, long begun)
            throws InterruptedException {
        long target = deletion.deed().target();
        line.send(
                "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:0,0\nAuthorization:Bearer %s\n\n\0"
                        .formatted(token));
        line.send(
                "SUBSCRIBE\nid:0\ndestination:/topic/rooms/%s\nx-after:%d\nreceipt:done\n\n\0"
                        .formatted(deletion.room(), target - 1));
        var events = new ArrayList<JsonNode>();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            Optional<StompLine.Input> input = line.poll(LOOK);
            if (input.isPresent() && !(input.get() instanceof StompLine.Input.Message)) {
                return;
            }
            if (input.isPresent() && take(input.get(), events)) {
                add(begun, deletion, Source.RESUME, true, words(events, target));
                return;
            }
        }
    }

    /** True when the replay is over. */
    private static boolean take(StompLine.Input input, List<JsonNode> events) {
        boolean isOver = false;
        if (input instanceof StompLine.Input.Message(String text)) {
            for (var frame : Frame.decode(text)) {
                if (!frame.header("x-seq").isEmpty()) {
                    events.add(Json.MAPPER.readTree(frame.body()));
                }
                isOver |= frame.command().equals("RECEIPT") || frame.command().equals("ERROR");
            }
        }
        return isOver;
    }

    private void add(
            long begun, Outbox.Draft deletion, Source source, boolean complete, String words) {
        trace.add(
                new TraceEvent.Sought(
                        begun,
                        deletion.room(),
                        deletion.n(),
                        deletion.deed().target(),
                        source,
                        complete,
                        words));
    }
}
