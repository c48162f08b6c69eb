package io.parley.chaos.client;

import io.parley.chaos.reading.Reading;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One connection of a client from CONNECT to its end: resumes the client's rooms, repeats what has
 * no receipt, then sends and listens.
 */
final class Session {

    static final int ABNORMAL = 1006;

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(15);
    private static final Duration RECEIPT_WITHIN = Duration.ofSeconds(20);

    /** The server beats every 25 s. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration BEAT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SUBSCRIBE_AGAIN = Duration.ofMillis(500);

    private final StompLine line;
    private final Map<String, RoomView> views;
    private final Outbox outbox;
    private final Reading reading;
    private final Conduct conduct;
    private final Trace trace;
    private final Consumer<Receipt> onReceipt;
    private final int hangUps;
    private final long openedAt = System.nanoTime();
    private long heardAt = System.nanoTime();
    private long beatAt = System.nanoTime();
    private boolean connected;
    private long connectedAt;

    Session(
            StompLine line,
            Map<String, RoomView> views,
            Outbox outbox,
            Reading reading,
            Conduct conduct,
            Trace trace,
            Consumer<Receipt> onReceipt) {
        this.line = line;
        this.views = views;
        this.outbox = outbox;
        this.reading = reading;
        this.conduct = conduct;
        this.trace = trace;
        this.onReceipt = onReceipt;
        this.hangUps = conduct.hangUps();
    }

    /** Of what a receipt is. */
    sealed interface Receipt {
        record OfDraft(Outbox.Draft draft) implements Receipt {}

        record OfMove(Reading.Move move) implements Receipt {}
    }

    /** How a session ended. */
    record End(int code, String reason, boolean wasConnected, long connectedAt) {}

    /** Serves until it ends, whoever ends it. */
    End run(String accessToken, StormDevice second) throws InterruptedException {
        line.send(
                "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:20000,25000\nAuthorization:Bearer %s\n\n\0"
                        .formatted(accessToken));
        while (isAlive()) {
            var input = line.poll(untilNext());
            if (input.isPresent()) {
                heardAt = System.nanoTime();
                switch (input.get()) {
                    case StompLine.Input.Message(String text) ->
                            Frame.decode(text).forEach(this::onFrame);
                    case StompLine.Input.Closed(int code, String reason) -> {
                        return new End(code, reason, connected, connectedAt);
                    }
                }
            }
            if (connected) {
                work(second);
            }
        }
        line.close();
        return new End(ABNORMAL, "", connected, connectedAt);
    }

    private boolean isAlive() {
        long now = System.nanoTime();
        boolean isConnectedInTime = connected || now - openedAt < CONNECTED_WITHIN.toNanos();
        return isConnectedInTime
                && !conduct.isOver()
                && conduct.hangUps() == hangUps
                && now - heardAt < SILENCE.toNanos()
                && !(connected && outbox.isStuckFor(RECEIPT_WITHIN, now));
    }

    private Duration untilNext() {
        long left = outbox.nextAt() - System.nanoTime();
        return conduct.sends() && connected && left < LOOK.toNanos()
                ? Duration.ofNanos(Math.max(1_000_000, left))
                : LOOK;
    }

    private void work(StormDevice second) {
        long now = System.nanoTime();
        for (var view : views.values()) {
            if (view.isToSubscribeAgain(now)) {
                line.send(view.subscribe());
            }
        }
        if (now - beatAt > BEAT.toNanos()) {
            beatAt = now;
            line.send("\n");
        }
        if (conduct.sends()) {
            reading.next(now, cursors()).ifPresent(line::send);
            outbox.next(now).ifPresent(draft -> send(draft, second));
        }
    }

    private Map<String, Long> cursors() {
        return views.values().stream().collect(Collectors.toMap(RoomView::room, RoomView::cursor));
    }

    private void send(Outbox.Draft draft, StormDevice second) {
        line.send(outbox.frame(draft));
        if (conduct.repeats()) {
            line.send(outbox.repeat(draft));
            second.send(outbox.repeat(draft));
        }
    }

    private void onFrame(Frame frame) {
        switch (frame.command()) {
            case "CONNECTED" -> begin();
            case "RECEIPT" -> onReceipt(frame.header("receipt-id"));
            case "MESSAGE" -> onMessage(frame);
            case "ERROR" -> onProblem(frame);
            default -> throw new IllegalStateException("no frame of a server: " + frame);
        }
    }

    private void onReceipt(String id) {
        outbox.receipted(id).map(Receipt.OfDraft::new).ifPresent(onReceipt);
        reading.receipted(id).map(Receipt.OfMove::new).ifPresent(onReceipt);
    }

    private void begin() {
        connected = true;
        connectedAt = System.nanoTime();
        trace.add(new TraceEvent.Connected(connectedAt));
        line.send("SUBSCRIBE\nid:errors\ndestination:/user/queue/errors\n\n\0");
        line.send("SUBSCRIBE\nid:session\ndestination:/user/queue/session\n\n\0");
        views.values().forEach(view -> line.send(view.subscribe()));
        outbox.unreceipted().forEach(draft -> line.send(outbox.frame(draft)));
    }

    private void onMessage(Frame frame) {
        var view = views.get(frame.header("subscription"));
        if (view == null) {
            onNotice(frame);
        } else if (!view.onFrame(frame)) {
            line.send(view.unsubscribe());
            line.send(view.subscribe());
        }
    }

    private void onNotice(Frame frame) {
        if (frame.header("subscription").equals("session")) {
            var type = Json.MAPPER.readTree(frame.body()).path("type").asString("unnamed");
            trace.add(new TraceEvent.Notice(System.nanoTime(), type));
        } else {
            onProblem(frame);
        }
    }

    private void onProblem(Frame frame) {
        var problem = Json.MAPPER.readTree(frame.body());
        var code = problem.path("code").asString("unnamed");
        var receipt = problem.path("receiptId").asString("");
        if (receipt.startsWith("s/")) {
            if (code.equals("send.unknown")) {
                outbox.unknown(receipt);
            } else {
                outbox.rejected(receipt, code);
            }
            return;
        }
        for (var view : views.values()) {
            if (view.destination().equals(problem.path("destination").asString(""))) {
                long now = System.nanoTime();
                trace.add(new TraceEvent.SubscriptionEnded(now, view.room(), code));
                view.subscribeAgainAt(now + SUBSCRIBE_AGAIN.toNanos());
            }
        }
    }
}
