package io.parley.chaos.client;

import io.parley.chaos.reading.Reading;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A client that keeps the protocol's rules: connects again with jitter, resumes each room after the
 * last event it has, repeats what has no receipt. One virtual thread does all of it.
 */
final class Participant implements Runnable {

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int COUNTS = 5;
    private static final Pattern RETRY_AFTER = Pattern.compile("retryAfterMs=(\\d{1,6})");

    private final String name;
    private final Account account;
    private final HttpClient http;
    private final List<URI> sockets;
    private final Conduct conduct;
    private final RandomGenerator random;
    private final Tally tally;
    private final Trace trace;
    private final Probe probe;
    private final double probing;
    private final Map<String, RoomView> views = new LinkedHashMap<>();
    private final Outbox outbox;
    private final Reading reading;
    private final ChangeProbe changes;
    private final Rest rest;
    private final boolean isAdmin;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /**
     * What a client is like.
     *
     * @param reads the rooms it follows
     * @param writes those of them that it writes to
     * @param perSecond messages that it sends
     * @param probing the share of receipts after which it reads history
     * @param changing the share of what it sends that is no new message
     * @param isAdmin whether it may delete what others said
     * @param sockets ways in that are as good as each other
     */
    record Profile(
            String name,
            List<String> reads,
            List<String> writes,
            double perSecond,
            double probing,
            double changing,
            boolean isAdmin,
            List<URI> sockets) {}

    Participant(
            Profile profile,
            Account account,
            Rest rest,
            Conduct conduct,
            Tally tally,
            Path traces,
            RandomGenerator random) {
        this.name = profile.name();
        this.account = account;
        this.rest = rest;
        this.http = rest.http();
        this.isAdmin = profile.isAdmin();
        this.reading = new Reading(random);
        this.sockets = profile.sockets();
        this.conduct = conduct;
        this.random = random;
        this.tally = tally;
        this.probing = profile.probing();
        this.trace = new Trace(traces.resolve(name + ".trace"));
        this.probe = new Probe(rest, account, trace, tally);
        profile.reads().forEach(room -> views.put(room, new RoomView(room, trace, tally)));
        var written = views.values().stream().filter(v -> profile.writes().contains(v.room()));
        this.changes = new ChangeProbe(rest, account, sockets.getFirst(), trace);
        var habits = new Habits(random, profile.changing(), account::id, profile.isAdmin());
        this.outbox =
                new Outbox(
                        name, written.toList(), profile.perSecond(), trace, tally, random, habits);
    }

    /** How many of its messages have no receipt yet. */
    int unreceipted() {
        return outbox.size();
    }

    /** True when it has seen all rooms up to these seqs. */
    boolean hasSeen(Map<String, Long> heads) {
        return views.values().stream()
                .allMatch(view -> view.cursor() >= heads.getOrDefault(view.room(), 0L));
    }

    @Override
    public void run() {
        try (var second = new StormDevice(http, sockets.getFirst(), account)) {
            while (!conduct.isOver()) {
                pause(session(second));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            changes.close();
            views.values().forEach(RoomView::finish);
            count();
            trace.close();
        }
    }

    /** Answers for how long to wait before the next one. */
    private long session(StormDevice second) throws InterruptedException {
        var token = account.accessToken();
        var line = token.flatMap(_ -> open());
        if (line.isEmpty()) {
            return jitter();
        }
        try (var open = line.get()) {
            var session =
                    new Session(open, views, outbox, reading, conduct, trace, this::onReceipt);
            var end = session.run(token.orElseThrow(), second);
            reading.endSession();
            if (end.wasConnected()) {
                tally.stayed(new Stay(name, end.connectedAt(), System.nanoTime(), end.code()));
                trace.add(new TraceEvent.Disconnected(System.nanoTime(), end.code()));
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
            return waitAfter(end);
        }
    }

    /** As a load balancer does: any way in, and another one where nobody is there. */
    private Optional<StompLine> open() {
        int first = random.nextInt(sockets.size());
        return IntStream.range(0, sockets.size())
                .mapToObj(i -> sockets.get((first + i) % sockets.size()))
                .map(uri -> StompLine.open(http, uri))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private long waitAfter(Session.End end) {
        var told = RETRY_AFTER.matcher(end.reason());
        return told.find() ? Long.parseLong(told.group(1)) : jitter();
    }

    private long jitter() {
        long most = pauseMillis;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
        return random.nextLong(most + 1);
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(millis));
    }

    /** Writes down what waits, as the server says. */
    private void count() {
        var path = "/api/v1/me/counters?rooms=" + String.join(",", views.keySet());
        for (int i = 0; i < COUNTS; i++) {
            var answer = rest.get(path, account.accessToken().orElse(""));
            if (answer.isSuccess()) {
                answer.body().path("rooms").forEach(this::counted);
                return;
            }
        }
    }

    private void counted(JsonNode room) {
        trace.add(
                new TraceEvent.Counted(
                        System.nanoTime(),
                        room.path("roomId").asString(),
                        account.id(),
                        isAdmin,
                        room.path("readSeq").asLong(),
                        room.path("unread").asLong(),
                        room.path("mentions").asLong(),
                        room.path("headSeq").asLong()));
    }

    private void onReceipt(Session.Receipt receipt) {
        switch (receipt) {
            case Session.Receipt.OfDraft(var draft) -> onReceipt(draft);
            case Session.Receipt.OfMove(var move) ->
                    trace.add(
                            new TraceEvent.Marked(
                                    System.nanoTime(),
                                    move.room(),
                                    account.id(),
                                    move.seq(),
                                    move.isBack()));
        }
    }

    private void onReceipt(Outbox.Draft draft) {
        if (random.nextDouble() < probing) {
            probe.start(name, draft);
        }
        if (draft.deed().target() != 0) {
            changes.start(draft);
        }
    }
}
