package io.parley.model.log;

import static io.parley.model.log.Entry.BLUE;
import static io.parley.model.log.Entry.FOREIGN;
import static io.parley.model.log.Entry.PARTITION;
import static io.parley.model.log.Entry.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.SequenceFunction.Outcome;
import io.parley.model.log.SequenceFunction.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The sequence function over arbitrary logs, against the words of its definition. */
class SequenceFunctionPropertyTest {

    private static final Instant START = Instant.parse("2026-11-01T09:00:00Z");

    @Property(tries = 10_000)
    void numbersEachLogAsItsDefinitionSays(@ForAll("logs") List<Entry> log) {
        assertThat(walk(log)).isEqualTo(byDefinition(log));
    }

    @Property(tries = 10_000)
    void anySplitOfTheWalkGivesTheSameList(
            @ForAll("logs") List<Entry> log, @ForAll("splits") List<Integer> splits) {
        var outcomes = new ArrayList<Outcome>();
        var function = SequenceFunction.atStartOf(PARTITION);

        for (var offset = 0; offset < log.size(); offset++) {
            if (splits.contains(offset)) {
                function = SequenceFunction.resume(PARTITION, stateAfter(outcomes));
            }
            outcomes.add(log.get(offset).feedTo(function, offset));
        }

        assertThat(outcomes).isEqualTo(walk(log));
    }

    @Property(tries = 10_000)
    void aRoomsNumbersHaveNoHoleAndItsTimeNeverRunsBackwards(@ForAll("logs") List<Entry> log) {
        var events = events(walk(log));

        for (var room : List.of(RED, BLUE)) {
            var ofRoom = events.stream().filter(event -> event.roomId().equals(room)).toList();
            for (var i = 0; i < ofRoom.size(); i++) {
                assertThat(ofRoom.get(i).seq()).isEqualTo(i + 1L);
            }
            assertThat(ofRoom).extracting(RoomEvent::at).isSorted();
        }
    }

    @Provide
    Arbitrary<List<Entry>> logs() {
        var key = Arbitraries.of(RED, RED, BLUE, FOREIGN);
        var room = Arbitraries.of(RED, RED, RED, BLUE);
        var clientMsgId = Arbitraries.of("a", "b", "c", "d", "e");
        var shape = Arbitraries.frequencyOf(Shape.PAIRS);
        // Backwards too: brokers' clocks differ, and a new leader may be behind
        var step =
                Arbitraries.frequency(
                        Tuple.of(6, Duration.ofSeconds(20)),
                        Tuple.of(3, Duration.ofMinutes(3)),
                        Tuple.of(1, SequenceFunction.WINDOW),
                        Tuple.of(1, SequenceFunction.WINDOW.plusMillis(1)),
                        Tuple.of(2, Duration.ofMinutes(-4)),
                        Tuple.of(1, Duration.ZERO));
        return Combinators.combine(shape, key, room, clientMsgId, step)
                .as(Draft::new)
                .list()
                .ofMaxSize(40)
                .map(SequenceFunctionPropertyTest::entries);
    }

    @Provide
    Arbitrary<List<Integer>> splits() {
        return Arbitraries.integers().between(0, 39).list().ofMaxSize(5);
    }

    private enum Shape {
        WELL_FORMED,
        OTHER_ROOM_INSIDE,
        MALFORMED,
        EMPTY,
        NO_KEY,
        NOT_A_ROOM;

        static final List<Tuple.Tuple2<Integer, Arbitrary<Shape>>> PAIRS =
                List.of(
                        Tuple.of(20, Arbitraries.just(WELL_FORMED)),
                        Tuple.of(
                                4,
                                Arbitraries.of(
                                        OTHER_ROOM_INSIDE, MALFORMED, EMPTY, NO_KEY, NOT_A_ROOM)));
    }

    private record Draft(Shape shape, RoomId key, RoomId room, String clientMsgId, Duration step) {

        Entry at(Instant time) {
            return switch (shape) {
                case WELL_FORMED -> Entry.message(time, key, clientMsgId);
                case OTHER_ROOM_INSIDE -> Entry.addressed(time, key, Entry.log(room, clientMsgId));
                case MALFORMED -> new Entry(time, key.toString(), "{\"v\":1");
                case EMPTY -> new Entry(time, key.toString(), null);
                case NO_KEY -> new Entry(time, null, "{}");
                case NOT_A_ROOM -> new Entry(time, "room", "{}");
            };
        }
    }

    private static List<Entry> entries(List<Draft> drafts) {
        var time = START;
        var entries = new ArrayList<Entry>();
        for (var draft : drafts) {
            time = time.plus(draft.step());
            entries.add(draft.at(time));
        }
        return entries;
    }

    private static List<Outcome> walk(List<Entry> log) {
        var function = SequenceFunction.atStartOf(PARTITION);
        var outcomes = new ArrayList<Outcome>();
        for (var offset = 0; offset < log.size(); offset++) {
            outcomes.add(log.get(offset).feedTo(function, offset));
        }
        return outcomes;
    }

    /** What a view that stored the outcomes knows, and nothing else. */
    private static State stateAfter(List<Outcome> outcomes) {
        var clock = Instant.EPOCH;
        var lastSeqs = new HashMap<RoomId, Long>();
        var ids = new HashMap<MessageId, Instant>();
        for (var outcome : outcomes) {
            clock = timeOf(outcome);
            switch (outcome) {
                case Outcome.Sequenced(RoomEvent event) -> {
                    lastSeqs.put(event.roomId(), event.seq());
                    ids.put(event.messageId(), event.at());
                }
                case Outcome.Duplicate(_, MessageId id, Instant at) -> ids.put(id, at);
                case Outcome.Unaddressed _, Outcome.UnknownVersion _ -> {}
            }
        }
        var horizon = clock.minus(SequenceFunction.WINDOW);
        ids.values().removeIf(at -> at.isBefore(horizon));
        return new State(clock, lastSeqs, ids);
    }

    private static Instant timeOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sequenced(RoomEvent event) -> event.at();
            case Outcome.Duplicate(_, _, Instant at) -> at;
            case Outcome.Unaddressed(Instant at) -> at;
            case Outcome.UnknownVersion _ -> throw new AssertionError("no such record here");
        };
    }

    /** The definition, word for word and without any state: quadratic, and easy to believe. */
    private static List<Outcome> byDefinition(List<Entry> log) {
        var outcomes = new ArrayList<Outcome>();
        for (var offset = 0; offset < log.size(); offset++) {
            var before = log.subList(0, offset);
            outcomes.add(byDefinition(before, outcomes, log.get(offset), offset));
        }
        return outcomes;
    }

    private static Outcome byDefinition(
            List<Entry> before, List<Outcome> outcomes, Entry entry, long offset) {
        var clock =
                before.stream().map(Entry::at).reduce(entry.at(), (a, b) -> a.isAfter(b) ? a : b);
        // A walk of its own knows neither earlier ids nor earlier numbers
        return switch (entry.feedTo(SequenceFunction.atStartOf(PARTITION), offset)) {
            case Outcome.Sequenced(RoomEvent alone) when isRepeat(outcomes, alone, clock) ->
                    new Outcome.Duplicate(alone.roomId(), alone.messageId(), clock);
            case Outcome.Sequenced(RoomEvent alone) ->
                    new Outcome.Sequenced(numbered(alone, countOf(outcomes, alone) + 1, clock));
            case Outcome.Unaddressed _ -> new Outcome.Unaddressed(clock);
            case Outcome.Duplicate other -> other;
            case Outcome.UnknownVersion other -> other;
        };
    }

    private static boolean isRepeat(List<Outcome> outcomes, RoomEvent event, Instant clock) {
        return outcomes.stream()
                .filter(outcome -> idsOf(outcome).contains(event.messageId()))
                .anyMatch(
                        outcome ->
                                Duration.between(timeOf(outcome), clock)
                                                .compareTo(SequenceFunction.WINDOW)
                                        <= 0);
    }

    private static List<MessageId> idsOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sequenced(RoomEvent event) -> List.of(event.messageId());
            case Outcome.Duplicate(_, MessageId id, _) -> List.of(id);
            case Outcome.Unaddressed _, Outcome.UnknownVersion _ -> List.of();
        };
    }

    private static long countOf(List<Outcome> outcomes, RoomEvent event) {
        return events(outcomes).stream().filter(e -> e.roomId().equals(event.roomId())).count();
    }

    private static List<RoomEvent> events(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Sequenced.class::isInstance)
                .map(outcome -> ((Outcome.Sequenced) outcome).event())
                .toList();
    }

    private static RoomEvent numbered(RoomEvent event, long seq, Instant at) {
        return new RoomEvent(
                event.type(),
                event.roomId(),
                seq,
                at,
                event.actor(),
                event.messageId(),
                event.clientMsgId(),
                event.data());
    }
}
