package io.parley.chaos.checker;

import static io.parley.chaos.checker.Spoiling.any;
import static io.parley.chaos.checker.Spoiling.reader;

import io.parley.chaos.client.TraceEvent.Connected;
import io.parley.chaos.client.TraceEvent.Folded;
import io.parley.chaos.client.TraceEvent.Pushed;
import io.parley.chaos.client.TraceEvent.Sought;
import io.parley.chaos.client.TraceEvent.Source;
import io.parley.chaos.client.TraceEvent.Subscribed;
import io.parley.chaos.evidence.Row;
import io.parley.chaos.evidence.StoredThread;
import io.parley.chaos.evidence.StreamEntry;
import io.parley.model.MessageRef;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ways to spoil what a good run has left of messages that changed. */
@SuppressWarnings("ImmutableEnumChecker") // what spoils has no state
enum ChangeCorruption implements Spoiling {
    ROW_SAYS_SOMETHING_ELSE(
            Check.C2,
            (run, random) -> {
                int at = random.nextInt(run.rows.size());
                run.rows.set(at, with(run.rows.get(at), 7));
            }),
    ROW_WITHOUT_ITS_WORDS(
            Check.C2,
            (run, random) -> {
                var event = living(run);
                run.rows.set(indexOf(run, event), StagedRun.row(event.redacted()));
            }),
    ROW_WITH_DELETED_WORDS(
            Check.C16,
            (run, random) -> {
                var event = deleted(run);
                run.rows.set(indexOf(run, event), StagedRun.row(event));
            }),
    STREAM_WITH_DELETED_WORDS(
            Check.C16,
            (run, random) -> {
                var room = run.rooms.getFirst();
                run.streams.put(
                        room,
                        new ArrayList<>(
                                run.events(room).stream()
                                        .map(StagedRun::row)
                                        .map(r -> new StreamEntry(r.seq(), r.id(), r.content()))
                                        .toList()));
            }),
    STREAM_SAYS_SOMETHING_ELSE(
            Check.C2,
            (run, random) -> {
                var stream = run.stream(run.rooms.getFirst());
                int at = random.nextInt(stream.size());
                stream.set(at, new StreamEntry(stream.get(at).seq(), stream.get(at).id(), 7));
            }),
    OTHER_WORDS_PUSHED(
            Check.C10,
            (run, random) -> {
                int at = any(Pushed.class, reader(run), random);
                var push = (Pushed) reader(run).get(at);
                reader(run).set(at, with(push, 7));
            }),
    WORDS_SHOWN_AFTER_THEIR_DELETION_CAME(
            Check.C16, (run, random) -> reader(run).add(run.pushed(StagedRun.row(deleted(run))))),
    WORDS_REPLAYED_LONG_AFTER_THEIR_DELETION(
            Check.C16,
            (run, random) -> {
                var room = run.rooms.getFirst();
                long late = run.tick() + 60_000_000_000L;
                var trace = run.trace("late");
                trace.add(new Connected(late));
                trace.add(new Subscribed(late, room, 0));
                run.events(room).stream()
                        .map(StagedRun::row)
                        .map(
                                row ->
                                        new Pushed(
                                                late,
                                                room,
                                                row.seq(),
                                                row.id(),
                                                0,
                                                5,
                                                true,
                                                row.content()))
                        .forEach(trace::add);
            }),
    DELETED_WORDS_IN_HISTORY(
            Check.C16,
            (run, random) ->
                    reader(run).add(sought(run, Source.HISTORY, run.tick() + 60_000_000_000L))),
    DELETED_WORDS_IN_A_MESSAGE(
            Check.C16, (run, random) -> reader(run).add(sought(run, Source.MESSAGE, run.tick()))),
    DELETED_WORDS_IN_A_RESUME(
            Check.C16,
            (run, random) ->
                    reader(run).add(sought(run, Source.RESUME, run.tick() + 60_000_000_000L))),
    THREAD_IS_NOT_STORED(
            Check.C18, (run, random) -> run.threads.remove(run.threads.iterator().next())),
    THREAD_ENDS_WITH_ANOTHER_MESSAGE(
            Check.C18,
            (run, random) -> {
                var thread = run.threads.iterator().next();
                run.threads.remove(thread);
                run.threads.add(
                        new StoredThread(thread.room(), thread.root(), thread.newest() + 1));
            }),
    MESSAGE_FOLDED_TO_SOMETHING_ELSE(
            Check.C15,
            (run, random) -> {
                int at = any(Folded.class, reader(run), random);
                var folded = (Folded) reader(run).get(at);
                var state = folded.state().replaceFirst("\\|[0-9]+\\|", "|77|");
                reader(run)
                        .set(
                                at,
                                new Folded(
                                        folded.nanos(),
                                        folded.room(),
                                        folded.seq(),
                                        folded.cursor(),
                                        state));
            }),
    MESSAGE_OF_ANOTHER_EDITED(
            Check.C17,
            (run, random) -> {
                run.append(
                        run.rooms.getFirst(),
                        400,
                        StagedRun.ADMIN,
                        target -> new EventData.MessageEdited(target, "not mine", null));
                run.store();
            }),
    PINNED_BY_WHO_MAY_NOT(
            Check.C17,
            (run, random) -> {
                run.append(run.rooms.getFirst(), 401, StagedRun.SENDER, EventData.PinChanged::new);
                run.store();
            }),
    CHANGE_WITHOUT_A_MESSAGE(
            Check.C17,
            (run, random) -> {
                run.append(
                        run.rooms.getFirst(),
                        402,
                        StagedRun.SENDER,
                        target ->
                                new EventData.MessageDeleted(
                                        new MessageRef(10_000, target.messageId()), null));
                run.store();
            });

    private final Check check;
    private final BiConsumer<StagedRun, RandomGenerator> spoil;

    ChangeCorruption(Check check, BiConsumer<StagedRun, RandomGenerator> spoil) {
        this.check = check;
        this.spoil = spoil;
    }

    @Override
    public Check check() {
        return check;
    }

    @Override
    public void spoil(StagedRun run, RandomGenerator random) {
        spoil.accept(run, random);
    }

    private static Row with(Row row, long content) {
        return new Row(row.room(), row.seq(), row.id(), row.clientMsgId(), content);
    }

    private static Pushed with(Pushed push, long content) {
        return new Pushed(push.nanos(), push.room(), push.seq(), push.id(), 0, 5, false, content);
    }

    /** A message that is deleted later, by a deletion whose receipt its writer has got. */
    private static RoomEvent deleted(StagedRun run) {
        var room = run.rooms.getFirst();
        var receipted = run.receipted(room);
        return messages(run)
                .filter(event -> receipted.contains(run.deletions(room).get(event.seq())))
                .findFirst()
                .orElseThrow();
    }

    private static RoomEvent living(StagedRun run) {
        var deleted = run.deletions(run.rooms.getFirst());
        return messages(run)
                .filter(event -> !deleted.containsKey(event.seq()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<RoomEvent> messages(StagedRun run) {
        return run.events(run.rooms.getFirst()).stream()
                .filter(event -> event.type() == EventType.MESSAGE_CREATED);
    }

    private static int indexOf(StagedRun run, RoomEvent event) {
        return IntStream.range(0, run.rows.size())
                .filter(i -> run.rows.get(i).id().equals(event.messageId().value()))
                .findFirst()
                .orElseThrow();
    }

    private static Sought sought(StagedRun run, Source source, long begun) {
        var event = deleted(run);
        return new Sought(
                begun, run.rooms.getFirst(), 1, event.seq(), source, true, "" + event.seq());
    }
}
