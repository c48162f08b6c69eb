package io.parley.chat.delivery;

import io.parley.model.RoomId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that owns the actors of a part of the rooms. Tasks must not block. The queue is bounded
 * by count; what does not fit is refused, and live events that are lost so are repaired like any
 * other loss.
 */
final class Shard {

    private static final Logger log = LoggerFactory.getLogger(Shard.class);
    private static final long WAIT_NANOS = 1_000_000;

    private final ThreadPoolExecutor thread;

    /** Touched by the shard's thread only. */
    private final Map<RoomId, RoomActor> actors = new HashMap<>();

    /**
     * @param maxTasks that wait at one time
     */
    Shard(int number, int maxTasks) {
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(maxTasks),
                        Thread.ofPlatform().name("shard-" + number).factory());
    }

    Map<RoomId, RoomActor> actors() {
        return actors;
    }

    /** False where the queue is full or the pod stops. */
    boolean execute(Runnable task) {
        try {
            thread.execute(guarded(task));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** For changes of rights: they wait for room in the queue. Completes when it is done. */
    CompletableFuture<Void> surely(Runnable task) {
        var done = new CompletableFuture<Void>();
        Runnable telling =
                () -> {
                    try {
                        task.run();
                    } finally {
                        done.complete(null);
                    }
                };
        while (!execute(telling)) {
            if (thread.isShutdown()) {
                return CompletableFuture.completedFuture(null);
            }
            LockSupport.parkNanos(WAIT_NANOS);
        }
        return done;
    }

    /** The future fails where {@link #execute} would be false. */
    <T> CompletableFuture<T> call(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, thread);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    void stop() {
        thread.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("a delivery task failed", e);
            }
        };
    }
}
