package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Applies one fault after the other and heals each. The next one does not wait for long ones, nor
 * until the members of the last one serve again, but leaves them alone until then.
 */
public final class FaultRunner {

    private final ChaosSuite suite;
    private final Deck deck;
    private final Pace pace;
    private final SplittableRandom random;
    private final FaultLog log = new FaultLog();
    private final List<Course> courses = new ArrayList<>();
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

    /** Goes on until it is enough; nothing is broken afterwards, and all serves again. */
    public void runUntil(BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            long begun = System.nanoTime();
            deck.deal(this::isPossible).ifPresent(this::run);
            long gap = random.nextLong(pace.least().toMillis(), pace.most().toMillis() + 1);
            long left = gap - (System.nanoTime() - begun) / 1_000_000;
            Wait.millis(Math.max(left, pace.calm().toMillis()));
        }
        courses.forEach(Course::await);
    }

    /** Whoever has not come back yet is not hit again, nor are all chat pods at once. */
    private boolean isPossible(Fault fault) {
        courses.removeIf(Course::isOver);
        var absent = new HashSet<String>();
        courses.forEach(course -> absent.addAll(course.members()));
        boolean aPodIsAbsent = absent.stream().anyMatch(suite.pods()::contains);
        return fault.affected().stream()
                .noneMatch(
                        name ->
                                absent.contains(name)
                                        || (aPodIsAbsent && suite.pods().contains(name)));
    }

    private void run(Fault fault) {
        say.accept("%-50s %s".formatted(fault.kind(), fault.detail()));
        var course = Course.begin(suite, fault, log);
        courses.add(course);
        if (!fault.isLong()) {
            course.awaitHealed();
        }
    }
}
