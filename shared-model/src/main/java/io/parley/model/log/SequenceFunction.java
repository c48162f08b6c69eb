package io.parley.model.log;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a partition's events, as a pure function of the chat log: walk the records in
 * offset order; a record is a duplicate if the same id occurred at most {@link #WINDOW} of log time
 * earlier, otherwise its seq is the room's previous one plus 1. Nothing else may influence the
 * result, so that every process that walks the same log holds the same list.
 *
 * <p>Log time is the largest append time seen so far in the partition: it never runs backwards,
 * whatever the brokers' clocks do.
 *
 * <p>Not thread-safe: the thread that walks the partition owns it.
 */
public final class SequenceFunction {

    /** How long a repeat is recognised as one, in log time. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private final int partition;
    private final Map<RoomId, Long> lastSeqs;
    private final Map<MessageId, Instant> lastSeen = new HashMap<>();
    private final ArrayDeque<Sighting> sightings = new ArrayDeque<>();
    private Instant clock;

    private SequenceFunction(int partition, State state) {
        this.partition = partition;
        this.lastSeqs = new HashMap<>(state.lastSeqs());
        this.clock = state.clock();
        state.recentIds().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> remember(entry.getKey(), entry.getValue()));
    }

    /** The function at the first record of a partition. */
    public static SequenceFunction atStartOf(int partition) {
        return resume(partition, State.EMPTY);
    }

    /** The function at a later record, from what it had come to there. */
    public static SequenceFunction resume(int partition, State state) {
        return new SequenceFunction(partition, state);
    }

    /**
     * What the function has come to.
     *
     * @param clock the log time
     * @param lastSeqs the newest seq of each room of the partition
     * @param recentIds the ids of all {@link Outcome.Sequenced} and {@link Outcome.Duplicate}
     *     within {@link #WINDOW}, with the log time of the last time; older ones do no harm
     */
    public record State(
            Instant clock, Map<RoomId, Long> lastSeqs, Map<MessageId, Instant> recentIds) {

        public static final State EMPTY = new State(Instant.EPOCH, Map.of(), Map.of());
    }

    /** What a record is. */
    public sealed interface Outcome {

        /** The next event of its room. */
        record Sequenced(RoomEvent event) implements Outcome {}

        /** A repeat within the window: it has no number of its own. */
        record Duplicate(RoomId room, MessageId id, Instant at) implements Outcome {}

        /** No room of this partition: nobody can ever see it. */
        record Unaddressed(Instant at) implements Outcome {}

        /** Written by a newer release. The walk must stop here; the function has not moved. */
        record UnknownVersion(int version) implements Outcome {}
    }

    /**
     * Takes the record at the next offset.
     *
     * @param offset its offset
     * @param appendTime its LogAppendTime
     */
    public Outcome next(
            long offset, Instant appendTime, byte @Nullable [] key, byte @Nullable [] value) {
        var room = room(key);
        return switch (LogRecordCodec.decode(value)) {
            case LogRecordCodec.Decoded.UnknownVersion(int version) ->
                    new Outcome.UnknownVersion(version);
            case LogRecordCodec.Decoded.Malformed() -> {
                advance(appendTime);
                yield room.<Outcome>map(of -> sequence(placeholder(of, offset)))
                        .orElseGet(() -> new Outcome.Unaddressed(clock));
            }
            case LogRecordCodec.Decoded.Valid(LogRecord log) -> {
                advance(appendTime);
                yield room.map(of -> log.room().equals(of) ? log : placeholder(of, offset))
                        .map(this::sequence)
                        .orElseGet(() -> new Outcome.Unaddressed(clock));
            }
        };
    }

    /** The newest seq of a room, 0 before its first event. */
    public long lastSeq(RoomId room) {
        return lastSeqs.getOrDefault(room, 0L);
    }

    /** The log time of the last record. */
    public Instant clock() {
        return clock;
    }

    private Outcome sequence(LogRecord log) {
        var isRepeat = lastSeen.containsKey(log.id());
        remember(log.id(), clock);
        return isRepeat ? new Outcome.Duplicate(log.room(), log.id(), clock) : number(log);
    }

    private Outcome number(LogRecord log) {
        var seq = lastSeqs.merge(log.room(), 1L, Long::sum);
        return new Outcome.Sequenced(
                new RoomEvent(
                        log.type(),
                        log.room(),
                        seq,
                        clock,
                        log.actor(),
                        log.id(),
                        log.clientMsgId(),
                        log.data()));
    }

    /** Stands for a record that cannot be read; its id is its place in the log. */
    private LogRecord placeholder(RoomId room, long offset) {
        return new LogRecord(
                new MessageId("%016x%016x".formatted(partition, offset)),
                room,
                Actor.SYSTEM,
                EventType.MESSAGE_UNREADABLE,
                null,
                new EventData.Unreadable(),
                null);
    }

    private Optional<RoomId> room(byte @Nullable [] key) {
        return Optional.ofNullable(key)
                .flatMap(bytes -> RoomId.parse(new String(bytes, StandardCharsets.US_ASCII)))
                .filter(room -> ChatLog.partitionOf(room) == partition);
    }

    private void advance(Instant appendTime) {
        clock = appendTime.isAfter(clock) ? appendTime : clock;
        var oldest = sightings.peekFirst();
        while (oldest != null && isOutsideWindow(oldest.at())) {
            sightings.removeFirst();
            lastSeen.remove(oldest.id(), oldest.at());
            oldest = sightings.peekFirst();
        }
    }

    private boolean isOutsideWindow(Instant at) {
        return at.plus(WINDOW).isBefore(clock);
    }

    private void remember(MessageId id, Instant at) {
        lastSeen.put(id, at);
        sightings.addLast(new Sighting(id, at));
    }

    private record Sighting(MessageId id, Instant at) {}
}
