package io.parley.chaos.fault;

import io.parley.chaos.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Applies one fault after the other, heals each, and waits until the suite serves again. */
public final class FaultRunner {

    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final long LOOK_MILLIS = 100;

    private final ChaosSuite suite;
    private final Deck deck;
    private final Pace pace;
    private final SplittableRandom random;
    private final FaultLog log = new FaultLog();
    private final Consumer<String> say;

    /**
     * How densely faults come.
     *
     * @param least from the beginning of one to that of the next
     * @param most likewise, unless a fault itself takes longer
     * @param calm at least so long nothing is broken in between
     */
    public record Pace(Duration least, Duration most, Duration calm) {}

    public FaultRunner(ChaosSuite suite, Deck deck, Pace pace, long seed, Consumer<String> say) {
        this.suite = suite;
        this.deck = deck;
        this.pace = pace;
        this.random = new SplittableRandom(seed);
        this.say = say;
    }

    public FaultLog log() {
        return log;
    }

    /** Goes on until it is enough; nothing is broken afterwards. */
    public void runUntil(BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            long begun = System.nanoTime();
            run(deck.deal());
            long gap = random.nextLong(pace.least().toMillis(), pace.most().toMillis() + 1);
            long left = gap - (System.nanoTime() - begun) / 1_000_000;
            Wait.millis(Math.max(left, pace.calm().toMillis()));
        }
    }

    /** One fault from its beginning to the moment when all serves again. */
    public void run(Fault fault) {
        long begun = System.nanoTime();
        try {
            fault.apply();
            Wait.millis(fault.hold().toMillis());
        } finally {
            fault.heal();
        }
        long healed = System.nanoTime();
        awaitReady(fault.affected());
        long over = System.nanoTime();
        log.add(new FaultLog.Entry(fault.kind(), fault.detail(), begun, healed, over));
        say.accept(
                "%3d  %-55s %-30s %5.1f s, over after %5.1f s"
                        .formatted(
                                log.entries().size(),
                                fault.kind(),
                                fault.detail(),
                                (healed - begun) / 1e9,
                                (over - begun) / 1e9));
    }

    private void awaitReady(List<String> affected) {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!affected.stream().allMatch(name -> suite.member(name).isReady())) {
            if (System.nanoTime() > end) {
                throw new ChaosException(
                        "%s did not come back within %d s after a fault"
                                .formatted(affected, READY_WITHIN.toSeconds()));
            }
            Wait.millis(LOOK_MILLIS);
        }
    }
}
