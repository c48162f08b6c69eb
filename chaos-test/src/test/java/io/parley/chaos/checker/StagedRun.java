package io.parley.chaos.checker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chaos.client.ContentHash;
import io.parley.chaos.client.MessageState;
import io.parley.chaos.client.RunHash;
import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.evidence.Evidence;
import io.parley.chaos.evidence.LogEntry;
import io.parley.chaos.evidence.Mark;
import io.parley.chaos.evidence.Move;
import io.parley.chaos.evidence.Place;
import io.parley.chaos.evidence.Row;
import io.parley.chaos.evidence.StoredThread;
import io.parley.chaos.evidence.StreamEntry;
import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventJson;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.log.SequenceFunction;
import io.parley.model.log.SequenceFunction.Outcome;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The evidence of a run that went well, made up from a seed with the services' own sequence
 * function: with repeats, poison, reconnects and unanswered sends. Tests then spoil it.
 */
final class StagedRun implements Evidence {

    static final int ROOMS = 3;
    static final int MESSAGES = 60;
    private static final long PINNED = 100;
    static final Actor SENDER = new Actor(new UserId(new UUID(0, 7)), "somebody", Role.USER);
    static final Actor ADMIN = new Actor(new UserId(new UUID(0, 8)), "an admin", Role.ADMIN);
    private static final long MILLI = 1_000_000;

    final List<LogEntry> log = new ArrayList<>();
    final List<Row> rows = new ArrayList<>();
    final Set<Place> repeats = new HashSet<>();
    final Set<Place> unreadable = new HashSet<>();
    final Set<StoredThread> threads = new HashSet<>();
    final List<Move> moves = new ArrayList<>();
    final Set<Mark> marks = new HashSet<>();
    final Map<String, List<StreamEntry>> streams = new HashMap<>();
    final Map<String, List<TraceEvent>> traces = new LinkedHashMap<>();
    final List<String> rooms;

    private final RandomGenerator random;
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final Map<MessageId, LogRecord> records = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<String, List<MessageRef>> messages = new HashMap<>();
    private final Map<String, List<RoomEvent>> events = new HashMap<>();
    private final Map<String, Map<Long, Long>> deletions = new HashMap<>();
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
        rooms.forEach(this::read);
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
                poison(room);
            }
        }
        append(room, PINNED, ADMIN, EventData.PinChanged::new);
        trace.add(new TraceEvent.Invoked(tick(), room, MESSAGES + 1));
        append(room, MESSAGES + 1);
    }

    long tick() {
        now += MILLI;
        return now;
    }

    /**
     * Appends a message or a change of one as chat-service does; again what was appended before.
     */
    void append(String room, long n) {
        var id = id(room, n);
        var record = records.get(id);
        append(
                record == null
                        ? record(
                                room,
                                n,
                                SENDER,
                                StagedDeeds.any(messages.getOrDefault(room, List.of()), random))
                        : record);
    }

    private static MessageId id(String room, long n, Actor actor, String clientMsgId) {
        return MessageId.of(RoomId.of(room), actor.id(), clientMsgId + "/" + n);
    }

    private MessageId id(String room, long n) {
        return id(room, n, SENDER, writer(rooms.indexOf(room)));
    }

    private LogRecord record(String room, long n, Actor actor, EventData data) {
        var client = writer(rooms.indexOf(room));
        return new LogRecord(
                id(room, n, actor, client),
                RoomId.of(room),
                actor,
                StagedDeeds.type(data),
                client + "/" + n,
                data,
                null);
    }

    /** Appends what somebody else does to a message of {@link #SENDER}. */
    void append(String room, long n, Actor actor, Function<MessageRef, EventData> deed) {
        append(
                record(
                        room,
                        n,
                        actor,
                        deed.apply(messages.getOrDefault(room, List.of()).getFirst())));
    }

    private void append(LogRecord record) {
        var room = record.room().toString();
        if (records.put(record.id(), record) == null) {
            long seq = heads.merge(room, 1L, Long::sum);
            if (record.type() == EventType.MESSAGE_CREATED) {
                messages.computeIfAbsent(room, _ -> new ArrayList<>())
                        .add(new MessageRef(seq, record.id()));
            }
        }
        append(room, new String(LogRecordCodec.encode(record), UTF_8));
    }

    private void poison(String room) {
        heads.merge(room, 1L, Long::sum);
        append(room, "poison");
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
        threads.clear();
        events.clear();
        deletions.clear();
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
        rooms.forEach(this::store);
    }

    private void store(LogEntry entry, Outcome outcome) {
        var place = new Place(entry.partition(), entry.offset());
        switch (outcome) {
            case Outcome.Sequenced(var event) -> {
                events.computeIfAbsent(event.roomId().toString(), _ -> new ArrayList<>())
                        .add(event);
                if (event.type() == EventType.MESSAGE_UNREADABLE) {
                    unreadable.add(place);
                }
            }
            case Outcome.Duplicate _ -> repeats.add(place);
            case Outcome.Unaddressed _, Outcome.UnknownVersion _ -> unreadable.add(place);
        }
    }

    /** Words go with the deletion, in rows; a stream begins anew at each. */
    private void store(String room) {
        var all = events(room);
        var deleted = deletions(room);
        all.stream()
                .map(event -> isDeleted(event, deleted) ? event.redacted() : event)
                .map(StagedRun::row)
                .forEach(rows::add);
        threads.addAll(StagedDeeds.threads(room, folded(room)));
        var run =
                run(room).stream().map(row -> new StreamEntry(row.seq(), row.id(), row.content()));
        long begin =
                Math.max(
                        all.size() / 2 + 1,
                        deleted.values().stream().mapToLong(Long::longValue).max().orElse(0));
        // at least a few, so that there is something to spoil
        begin = Math.min(begin, all.size() - 4);
        long first = begin;
        streams.put(room, new ArrayList<>(run.filter(entry -> entry.seq() >= first).toList()));
    }

    static boolean isDeleted(RoomEvent event, Map<Long, Long> deleted) {
        return deleted.containsKey(event.target().map(MessageRef::seq).orElse(event.seq()));
    }

    /** Messages that are deleted, with the seq of their deletion. */
    Map<Long, Long> deletions(String room) {
        return deletions.computeIfAbsent(
                room,
                _ ->
                        folded(room).stream()
                                .filter(message -> message.deleted() != null)
                                .collect(
                                        Collectors.toMap(
                                                FoldedMessage::seq,
                                                message -> message.deleted().seq())));
    }

    /** The events whose receipt the room's writer has got. */
    Set<Long> receipted(String room) {
        var client = writer(rooms.indexOf(room));
        var receipts =
                trace(client).stream()
                        .filter(event -> event instanceof TraceEvent.Receipted)
                        .map(event -> client + "/" + ((TraceEvent.Receipted) event).n())
                        .collect(Collectors.toSet());
        return events(room).stream()
                .filter(event -> receipts.contains(event.clientMsgId()))
                .map(RoomEvent::seq)
                .collect(Collectors.toSet());
    }

    private Collection<FoldedMessage> folded(String room) {
        return MessageFold.fold(events(room));
    }

    List<RoomEvent> events(String room) {
        return events.getOrDefault(room, List.of());
    }

    static Row row(RoomEvent event) {
        return new Row(
                event.roomId().toString(),
                event.seq(),
                event.messageId().value(),
                Objects.requireNonNullElse(event.clientMsgId(), ""),
                ContentHash.of(
                        event.type().wireName(),
                        Json.MAPPER.readTree(EventJson.writeData(event.data()))));
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
        // live it was all there
        events(room).subList(0, lost).forEach(event -> trace.add(pushed(row(event))));
        trace.add(new TraceEvent.Disconnected(tick(), 1006));
        trace.add(new TraceEvent.Connected(tick()));
        trace.add(new TraceEvent.Subscribed(tick(), room, lost));
        run.subList(lost, run.size()).forEach(row -> trace.add(pushed(row)));
        trace.add(read(room, run));
        folded(room)
                .forEach(
                        message ->
                                trace.add(
                                        new TraceEvent.Folded(
                                                tick(),
                                                room,
                                                message.seq(),
                                                run.size(),
                                                MessageState.of(message))));
    }

    /** An admin reads the room, goes back once, and looks at what waits. */
    private void read(String room) {
        var reading = new StagedReading(room, ADMIN, events(room).size(), folded(room));
        reading.moves(random).forEach(moves::add);
        marks.add(reading.mark());
        var trace = trace(reader(rooms.indexOf(room)));
        moves.stream()
                .filter(move -> move.room().equals(room))
                .forEach(move -> trace.add(StagedReading.receipt(tick(), move)));
        trace.add(reading.counted(tick()));
    }

    TraceEvent.Pushed pushed(Row row) {
        return new TraceEvent.Pushed(
                tick(), row.room(), row.seq(), row.id(), 0, 5, false, row.content());
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
    public Set<StoredThread> threads() {
        return threads;
    }

    @Override
    public List<Move> moves() {
        return moves;
    }

    @Override
    public Set<Mark> marks() {
        return marks;
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
