package io.parley.chaos.checker;

import static io.parley.chaos.checker.Spoiling.any;
import static io.parley.chaos.checker.Spoiling.reader;
import static io.parley.chaos.checker.Spoiling.writer;

import io.parley.chaos.client.TraceEvent.Invoked;
import io.parley.chaos.client.TraceEvent.Pushed;
import io.parley.chaos.client.TraceEvent.Read;
import io.parley.chaos.client.TraceEvent.Receipted;
import io.parley.chaos.client.TraceEvent.Rejected;
import io.parley.chaos.evidence.Row;
import io.parley.chaos.evidence.StreamEntry;
import java.util.Collections;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A way to spoil the evidence of a good run, and the check that has to notice. */
@SuppressWarnings("ImmutableEnumChecker") // what spoils has no state
enum Corruption implements Spoiling {
    EVENT_NEVER_PUSHED(
            Check.C3, (run, random) -> reader(run).remove(any(Pushed.class, reader(run), random))),
    VIEW_ENDS_EARLY(Check.C3, (run, random) -> reader(run).remove(lastPushed(run))),
    EVENTS_PUSHED_IN_THE_WRONG_ORDER(
            Check.C3,
            (run, random) -> {
                int at = any(Pushed.class, reader(run).subList(0, lastPushed(run) / 4), random);
                Collections.swap(reader(run), at, at + 1);
            }),
    EVENT_PUSHED_TWICE(
            Check.C4,
            (run, random) -> {
                int at = any(Pushed.class, reader(run), random);
                reader(run).add(at, reader(run).get(at));
            }),
    PHANTOM_PUSHED(Check.C8, (run, random) -> rename(run, random, _ -> "f".repeat(32))),
    OTHER_MESSAGE_UNDER_THE_SAME_SEQ(
            Check.C10, (run, random) -> rename(run, random, push -> otherThan(run, push).id())),
    EVENT_PUSHED_LATE(
            Check.C12,
            (run, random) -> {
                int at = any(Pushed.class, reader(run), random);
                var push = (Pushed) reader(run).get(at);
                reader(run)
                        .set(
                                at,
                                new Pushed(
                                        push.nanos(),
                                        push.room(),
                                        push.seq(),
                                        push.id(),
                                        0,
                                        600_000,
                                        false,
                                        push.content()));
            }),
    ROW_MISSING(Check.C2, (run, random) -> run.rows.remove(random.nextInt(run.rows.size()))),
    ROWS_SWAPPED(
            Check.C2,
            (run, random) -> {
                var row = run.rows.get(1);
                var other = run.rows.get(2);
                run.rows.set(1, with(row.seq(), other));
                run.rows.set(2, with(other.seq(), row));
            }),
    HOLE_IN_A_STREAM(
            Check.C2,
            (run, random) -> {
                var stream = run.stream(run.rooms.getFirst());
                stream.remove(1 + random.nextInt(stream.size() - 2));
            }),
    STREAM_OF_ANOTHER_HISTORY(
            Check.C2,
            (run, random) -> {
                var stream = run.stream(run.rooms.getFirst());
                int at = random.nextInt(stream.size());
                stream.set(at, new StreamEntry(stream.get(at).seq(), "e".repeat(32), 0));
            }),
    REPEAT_NOT_STORED(Check.C2, (run, random) -> run.repeats.remove(run.repeats.iterator().next())),
    RECEIPTED_AND_NOWHERE(
            Check.C1,
            (run, random) -> {
                long n = StagedRun.MESSAGES + 50L;
                writer(run).add(new Invoked(run.tick(), run.rooms.getFirst(), n));
                writer(run).add(new Receipted(run.tick(), run.rooms.getFirst(), n));
            }),
    REJECTED_AND_IN_THE_LOG(
            Check.C5,
            (run, random) -> {
                var last = StagedRun.MESSAGES + 1L;
                writer(run)
                        .add(new Rejected(run.tick(), run.rooms.getFirst(), last, "policy.denied"));
            }),
    SENT_AFTER_A_RECEIPT_AND_NUMBERED_BEFORE(
            Check.C7,
            (run, random) -> {
                var room = run.rooms.getFirst();
                var trace = writer(run);
                trace.add(new Invoked(run.tick(), room, 200));
                trace.add(new Receipted(run.tick(), room, 200));
                trace.add(new Invoked(run.tick(), room, 201));
                trace.add(new Receipted(run.tick(), room, 201));
                run.append(room, 201);
                run.append(room, 200);
                run.store();
            }),
    RECEIPTS_OVERTAKE_EACH_OTHER(
            Check.C7,
            (run, random) -> {
                var room = run.rooms.getFirst();
                var trace = writer(run);
                trace.add(new Invoked(run.tick(), room, 300));
                trace.add(new Invoked(run.tick(), room, 301));
                trace.add(new Receipted(run.tick(), room, 301));
                run.append(room, 300);
                run.append(room, 301);
                run.store();
            }),
    READ_WITHOUT_THE_MESSAGE_SAYS_COMPLETE(
            Check.C9,
            (run, random) -> {
                int at = any(Read.class, reader(run), random);
                var read = (Read) reader(run).get(at);
                reader(run)
                        .set(
                                at,
                                new Read(
                                        read.nanos(),
                                        read.room(),
                                        read.n(),
                                        read.after(),
                                        read.count(),
                                        read.hash(),
                                        false,
                                        true,
                                        false,
                                        200));
            }),
    READ_OF_ANOTHER_RUN(
            Check.C9,
            (run, random) -> {
                int at = any(Read.class, reader(run), random);
                var read = (Read) reader(run).get(at);
                reader(run)
                        .set(
                                at,
                                new Read(
                                        read.nanos(),
                                        read.room(),
                                        read.n(),
                                        1,
                                        read.count(),
                                        read.hash(),
                                        true,
                                        true,
                                        false,
                                        200));
            });

    private final Check check;
    private final BiConsumer<StagedRun, RandomGenerator> spoil;

    Corruption(Check check, BiConsumer<StagedRun, RandomGenerator> spoil) {
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

    private static int lastPushed(StagedRun run) {
        var trace = reader(run);
        return IntStream.range(0, trace.size())
                .filter(i -> trace.get(i) instanceof Pushed)
                .max()
                .orElseThrow();
    }

    private static Row with(long seq, Row row) {
        return new Row(row.room(), seq, row.id(), row.clientMsgId(), row.content());
    }

    private static Row otherThan(StagedRun run, Pushed push) {
        return run.run(push.room()).stream()
                .filter(row -> row.seq() != push.seq())
                .findFirst()
                .orElseThrow();
    }

    private static void rename(StagedRun run, RandomGenerator random, Function<Pushed, String> id) {
        int at = any(Pushed.class, reader(run), random);
        var push = (Pushed) reader(run).get(at);
        reader(run)
                .set(
                        at,
                        new Pushed(
                                push.nanos(),
                                push.room(),
                                push.seq(),
                                id.apply(push),
                                0,
                                5,
                                false,
                                push.content()));
    }
}
