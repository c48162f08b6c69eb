package io.parley.chat.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the state of a feature. A task that fails is logged, and ends nothing
 * but itself; what comes after the thread has stopped is dropped: the pod stops.
 */
public final class OwnThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnThread.class);

    private final String name;
    private final ScheduledExecutorService executor;

    /** Starts it under a name that logs and thread dumps show. */
    public OwnThread(String name) {
        this.name = name;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Runs a task after those that came before it. */
    public void run(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException stopped) {
            log.debug("the pod stops");
        }
    }

    /** Runs a task some time from now. */
    public void runAfter(Duration delay, Runnable task) {
        try {
            var _ = executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            log.debug("the pod stops");
        }
    }

    /** Runs a task again and again, that long after it has ended. */
    public void runEvery(Duration pause, Runnable task) {
        var _ =
                executor.scheduleWithFixedDelay(
                        guarded(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task whose end, or failure, the caller waits for. */
    public <T> CompletableFuture<T> call(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, executor);
        } catch (RejectedExecutionException stopped) {
            return CompletableFuture.failedFuture(stopped);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("a task failed thread={}", name, e);
            }
        };
    }
}
