package io.parley.chaos.checker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chaos.client.RunHash;
import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.evidence.Evidence;
import io.parley.chaos.evidence.LogEntry;
import io.parley.chaos.evidence.Place;
import io.parley.chaos.evidence.Row;
import io.parley.chaos.evidence.StreamEntry;
import io.parley.model.MessageId;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.log.SequenceFunction;
import io.parley.model.log.SequenceFunction.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The evidence of a run that went well, made up from a seed with the services' own sequence
 * function: with repeats, poison, reconnects and unanswered sends. Tests then spoil it.
 */
final class StagedRun implements Evidence {

    static final int ROOMS = 3;
    static final int MESSAGES = 60;
    private static final Actor SENDER =
            new Actor(new UserId(new UUID(0, 7)), "somebody", Role.USER);
    private static final long MILLI = 1_000_000;

    final List<LogEntry> log = new ArrayList<>();
    final List<Row> rows = new ArrayList<>();
    final Set<Place> repeats = new HashSet<>();
    final Set<Place> unreadable = new HashSet<>();
    final Map<String, List<StreamEntry>> streams = new HashMap<>();
    final Map<String, List<TraceEvent>> traces = new LinkedHashMap<>();
    final List<String> rooms;

    private final RandomGenerator random;
    private final Map<Integer, Long> offsets = new HashMap<>();
    private long now = 1_000 * MILLI;

    StagedRun(RandomGenerator random) {
        this.random = random;
        this.rooms =
                IntStream.range(0, ROOMS)
                        .mapToObj(_ -> new UUID(random.nextLong(), random.nextLong()).toString())
                        .toList();
        rooms.forEach(this::talk);
        store();
        rooms.forEach(this::listen);
    }

    /** The writer of a room. */
    static String writer(int room) {
        return "writer-" + room;
    }

    static String reader(int room) {
        return "reader-" + room;
    }

    List<TraceEvent> trace(String client) {
        return traces.computeIfAbsent(client, _ -> new ArrayList<>());
    }

    private void talk(String room) {
        var trace = trace(writer(rooms.indexOf(room)));
        trace.add(new TraceEvent.Connected(tick()));
        for (long n = 1; n <= MESSAGES; n++) {
            trace.add(new TraceEvent.Invoked(tick(), room, n));
            if (random.nextInt(10) == 0) {
                trace.add(new TraceEvent.Rejected(tick(), room, n, "unavailable"));
                continue;
            }
            append(room, n);
            if (random.nextInt(10) == 0) {
                trace.add(new TraceEvent.Unknown(tick(), room, n));
                trace.add(new TraceEvent.Disconnected(tick(), 4013));
                trace.add(new TraceEvent.Connected(tick()));
                trace.add(new TraceEvent.Invoked(tick(), room, n));
                append(room, n);
            }
            trace.add(new TraceEvent.Receipted(tick(), room, n));
            if (random.nextInt(20) == 0) {
                append(room, "poison");
            }
        }
        trace.add(new TraceEvent.Invoked(tick(), room, MESSAGES + 1));
        append(room, MESSAGES + 1);
    }

    long tick() {
        now += MILLI;
        return now;
    }

    /** Appends a message as chat-service does. */
    void append(String room, long n) {
        var clientMsgId = writer(rooms.indexOf(room)) + "/" + n;
        var id = MessageId.of(RoomId.of(room), SENDER.id(), clientMsgId);
        append(
                room,
                new String(
                        LogRecordCodec.encode(
                                new LogRecord(
                                        id,
                                        RoomId.of(room),
                                        SENDER,
                                        EventType.MESSAGE_CREATED,
                                        clientMsgId,
                                        new EventData.MessageCreated("text " + n, null, null),
                                        null)),
                        UTF_8));
    }

    private void append(String room, String value) {
        int partition = ChatLog.partitionOf(RoomId.of(room));
        long offset = offsets.merge(partition, 1L, Long::sum) - 1;
        log.add(
                new LogEntry(
                        partition,
                        offset,
                        tick() / MILLI,
                        room.getBytes(UTF_8),
                        value.getBytes(UTF_8)));
    }

    /** Makes rows and streams of the log, as the services do. */
    void store() {
        rows.clear();
        repeats.clear();
        unreadable.clear();
        var walks = new HashMap<Integer, SequenceFunction>();
        for (var entry : log) {
            var walk = walks.computeIfAbsent(entry.partition(), SequenceFunction::atStartOf);
            store(
                    entry,
                    walk.next(
                            entry.offset(),
                            Instant.ofEpochMilli(entry.at()),
                            entry.key(),
                            entry.value()));
        }
        rows.sort(
                (a, b) ->
                        a.room().equals(b.room())
                                ? Long.compare(a.seq(), b.seq())
                                : a.room().compareTo(b.room()));
        for (var room : rooms) {
            var run = run(room).stream().map(row -> new StreamEntry(row.seq(), row.id())).toList();
            streams.put(room, new ArrayList<>(run.subList(run.size() / 2, run.size())));
        }
    }

    private void store(LogEntry entry, Outcome outcome) {
        var place = new Place(entry.partition(), entry.offset());
        switch (outcome) {
            case Outcome.Sequenced(var event) -> {
                rows.add(
                        new Row(
                                event.roomId().toString(),
                                event.seq(),
                                event.messageId().value(),
                                Objects.requireNonNullElse(event.clientMsgId(), "")));
                if (event.type() == EventType.MESSAGE_UNREADABLE) {
                    unreadable.add(place);
                }
            }
            case Outcome.Duplicate _ -> repeats.add(place);
            case Outcome.Unaddressed _, Outcome.UnknownVersion _ -> unreadable.add(place);
        }
    }

    List<Row> run(String room) {
        return rows.stream().filter(row -> row.room().equals(room)).toList();
    }

    private void listen(String room) {
        var trace = trace(reader(rooms.indexOf(room)));
        var run = run(room);
        int lost = run.size() / 3;
        trace.add(new TraceEvent.Connected(tick()));
        trace.add(new TraceEvent.Subscribed(tick(), room, 0));
        run.subList(0, lost).forEach(row -> trace.add(pushed(row)));
        trace.add(new TraceEvent.Disconnected(tick(), 1006));
        trace.add(new TraceEvent.Connected(tick()));
        trace.add(new TraceEvent.Subscribed(tick(), room, lost));
        run.subList(lost, run.size()).forEach(row -> trace.add(pushed(row)));
        trace.add(read(room, run));
    }

    TraceEvent.Pushed pushed(Row row) {
        return new TraceEvent.Pushed(tick(), row.room(), row.seq(), row.id(), 0, 5, false);
    }

    private TraceEvent.Read read(String room, List<Row> run) {
        long hash = 0;
        for (var row : run) {
            hash = RunHash.next(hash, RunHash.fingerprint(row.id()));
        }
        return new TraceEvent.Read(
                tick(), room, MESSAGES, 0, run.size(), hash, true, true, false, 200);
    }

    @Override
    public void log(Consumer<LogEntry> each) {
        log.forEach(each);
    }

    @Override
    public void rows(Consumer<Row> each) {
        rows.forEach(each);
    }

    @Override
    public Set<Place> storedRepeats() {
        return repeats;
    }

    @Override
    public Set<Place> storedUnreadable() {
        return unreadable;
    }

    @Override
    public List<StreamEntry> stream(String room) {
        return streams.getOrDefault(room, List.of());
    }

    @Override
    public void traces(BiConsumer<String, TraceEvent> each) {
        traces.forEach((client, events) -> events.forEach(event -> each.accept(client, event)));
    }
}
