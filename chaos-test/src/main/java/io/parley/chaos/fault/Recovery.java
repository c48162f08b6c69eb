package io.parley.chaos.fault;

import io.parley.chaos.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Members that have been hit, until they serve again. */
final class Recovery {

    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final long LOOK_MILLIS = 300;

    private final List<String> members;
    private final CompletableFuture<Void> over;

    private Recovery(List<String> members, CompletableFuture<Void> over) {
        this.members = members;
        this.over = over;
    }

    /**
     * @param onOver called as soon as all of them serve
     */
    static Recovery of(ChaosSuite suite, List<String> members, Runnable onOver) {
        var over = new CompletableFuture<Void>();
        var _ =
                Thread.ofVirtual()
                        .name("recovery")
                        .start(() -> watch(suite, members, onOver, over));
        return new Recovery(members, over);
    }

    private static void watch(
            ChaosSuite suite, List<String> members, Runnable onOver, CompletableFuture<Void> over) {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!members.stream().allMatch(name -> suite.member(name).isReady())) {
            if (System.nanoTime() > end) {
                over.completeExceptionally(
                        new ChaosException(
                                "%s did not come back within %d s after a fault"
                                        .formatted(members, READY_WITHIN.toSeconds())));
                return;
            }
            Wait.millis(LOOK_MILLIS);
        }
        onOver.run();
        over.complete(null);
    }

    List<String> members() {
        return members;
    }

    boolean isOver() {
        return over.isDone() && !over.isCompletedExceptionally();
    }

    /**
     * @throws ChaosException if they do not come back
     */
    void await() {
        try {
            over.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ChaosException cause
                    ? cause
                    : new ChaosException("Unexpected failure", e);
        }
    }
}
