package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One fault from its beginning until its members serve again, in a thread of its own. */
final class Course {

    private static final Duration READY_WITHIN = Duration.ofMinutes(8);

    private final ChaosSuite suite;
    private final Fault fault;
    private final FaultLog log;
    private final CompletableFuture<Void> healed = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private Course(ChaosSuite suite, Fault fault, FaultLog log) {
        this.suite = suite;
        this.fault = fault;
        this.log = log;
    }

    static Course begin(ChaosSuite suite, Fault fault, FaultLog log) {
        var course = new Course(suite, fault, log);
        var _ = Thread.ofVirtual().name("fault").start(course::run);
        return course;
    }

    private void run() {
        int number = log.begin(fault);
        try {
            breakAndHeal();
            log.healed(number);
            healed.complete(null);
            fault.affected().forEach(name -> suite.member(name).awaitReady(READY_WITHIN));
            log.over(number);
            over.complete(null);
        } catch (RuntimeException e) {
            healed.completeExceptionally(e);
            over.completeExceptionally(e);
        }
    }

    private void breakAndHeal() {
        try {
            fault.apply();
            Wait.millis(fault.hold().toMillis());
        } finally {
            fault.heal();
        }
    }

    List<String> members() {
        return fault.affected();
    }

    /**
     * @throws ChaosException if it went wrong
     */
    boolean isOver() {
        if (over.isCompletedExceptionally()) {
            await();
        }
        return over.isDone();
    }

    void awaitHealed() {
        join(healed);
    }

    /**
     * @throws ChaosException if it goes wrong
     */
    void await() {
        join(over);
    }

    private static void join(CompletableFuture<Void> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ChaosException cause
                    ? cause
                    : new ChaosException("A fault could not be applied: " + e.getCause(), e);
        }
    }
}
