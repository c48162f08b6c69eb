package io.parley.kafka;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one thing from start to stop. Whatever goes wrong in it, it is told, and the
 * thing is begun anew a second later.
 */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Duration stopTimeout;
    private final Task task;
    private final Consumer<Throwable> onFailure;
    private volatile @Nullable Thread thread;

    /** What is done until {@link #isRunning} is false, or until something goes wrong. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    public Worker(String name, Duration stopTimeout, Task task, Consumer<Throwable> onFailure) {
        this.name = name;
        this.stopTimeout = stopTimeout;
        this.task = task;
        this.onFailure = onFailure;
    }

    public void start() {
        var started = Thread.ofPlatform().name(name).unstarted(this::run);
        thread = started;
        started.start();
    }

    /** Interrupts what is being done, and waits for its end. */
    public void stop() {
        var running = thread;
        stop(running == null ? () -> {} : running::interrupt);
    }

    /** The same where an interrupt would do harm. */
    public void stop(Runnable wake) {
        var running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        wake.run();
        try {
            running.join(stopTimeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (isRunning()) {
                runUntilFailure();
            }
        } catch (InterruptedException | InterruptException | WakeupException stopped) {
            LOG.atDebug().addKeyValue("worker", name).log("stops");
        }
    }

    private void runUntilFailure() throws InterruptedException {
        try {
            task.run();
        } catch (InterruptedException | InterruptException | WakeupException stopped) {
            throw stopped;
        } catch (Exception | Error failure) {
            onFailure.accept(failure);
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }
}
