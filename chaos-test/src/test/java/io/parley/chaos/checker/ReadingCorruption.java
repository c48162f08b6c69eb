package io.parley.chaos.checker;

import static io.parley.chaos.checker.Spoiling.reader;

import io.parley.chaos.client.TraceEvent.Counted;
import io.parley.chaos.evidence.Mark;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Ways to spoil what people have read, and what waits for them. */
@SuppressWarnings("ImmutableEnumChecker") // what spoils has no state
enum ReadingCorruption implements Spoiling {
    RECEIPTED_MOVE_IS_LOST(Check.C19, (run, random) -> run.moves.removeFirst()),
    RECEIPTED_MOVE_BACK_IS_LOST(Check.C19, (run, random) -> run.moves.remove(2)),
    MARK_IS_NOT_STORED(Check.C19, (run, random) -> run.marks.remove(first(run))),
    MARK_STANDS_ELSEWHERE(
            Check.C19,
            (run, random) -> {
                var mark = first(run);
                run.marks.remove(mark);
                run.marks.add(new Mark(mark.person(), mark.room(), mark.seq() - 1));
            }),
    MARK_OF_WHO_NEVER_READ(
            Check.C19,
            (run, random) ->
                    run.marks.add(
                            new Mark(StagedRun.SENDER.id().toString(), run.rooms.getFirst(), 3))),
    MOVES_IN_ANOTHER_ORDER(
            Check.C19,
            (run, random) -> {
                var back = run.moves.remove(2);
                run.moves.add(3, back);
            }),
    TOO_MUCH_WAITS(Check.C20, recounted(c -> with(c, c.readSeq(), c.unread() + 1, 0, c.head()))),
    TOO_LITTLE_WAITS(Check.C20, recounted(c -> with(c, c.readSeq(), c.unread() - 1, 0, c.head()))),
    MENTION_OF_NOBODY(Check.C20, recounted(c -> with(c, c.readSeq(), c.unread(), 1, c.head()))),
    COUNTED_BEHIND_ANOTHER_MARK(
            Check.C20, recounted(c -> with(c, c.readSeq() + 1, c.unread(), 0, c.head()))),
    COUNTED_TOO_EARLY(Check.C20, recounted(c -> with(c, c.readSeq(), c.unread(), 0, c.head() - 1)));

    private final Check check;
    private final BiConsumer<StagedRun, RandomGenerator> spoil;

    ReadingCorruption(Check check, BiConsumer<StagedRun, RandomGenerator> spoil) {
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

    private static Mark first(StagedRun run) {
        return run.marks.iterator().next();
    }

    private static BiConsumer<StagedRun, RandomGenerator> recounted(UnaryOperator<Counted> change) {
        return (run, random) ->
                reader(run)
                        .replaceAll(event -> event instanceof Counted c ? change.apply(c) : event);
    }

    private static Counted with(Counted c, long readSeq, long unread, long mentions, long head) {
        return new Counted(
                c.nanos(), c.room(), c.person(), c.isAdmin(), readSeq, unread, mentions, head);
    }
}
