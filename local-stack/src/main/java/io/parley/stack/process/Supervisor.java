package io.parley.stack.process;

import io.parley.stack.infrastructure.Running;
import io.parley.stack.infrastructure.StackException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Starts a member again when it ends by itself, later each time if it keeps ending. Its lock makes
 * sure that nothing starts once the stop has begun.
 */
public final class Supervisor {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** One that lived so long was well: the next pause is short again. */
    private static final Duration WELL = Duration.ofMinutes(1);

    private final Consumer<String> say;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private boolean stopping;

    /**
     * @param changed told after a member got a new process
     */
    public Supervisor(Consumer<String> say, Runnable changed) {
        this.say = say;
        this.changed = changed;
    }

    /** Starts the member again whenever it ends. */
    public void watch(Running<?> member) {
        Thread.ofVirtual().name("watch-" + member.server().name()).start(() -> follow(member));
    }

    /** From now on, members that end stay ended. */
    public void stop() {
        lock.lock();
        try {
            stopping = true;
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow(Running<?> member) {
        var pause = FIRST_PAUSE;
        while (true) {
            long since = System.nanoTime();
            int code = member.process().onExit().join();
            if (System.nanoTime() - since > WELL.toNanos()) {
                pause = FIRST_PAUSE;
            }
            if (!relaunch(member, code, pause)) {
                return;
            }
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            Thread.ofVirtual().start(() -> announce(member));
        }
    }

    private boolean relaunch(Running<?> member, int code, Duration pause) {
        lock.lock();
        try {
            if (stopping) {
                return false;
            }
            say.accept(
                    "%s ended with code %d: starting it again in %d s (%s)"
                            .formatted(
                                    member.server().name(),
                                    code,
                                    pause.toSeconds(),
                                    member.process().log()));
            if (stopsWithin(pause)) {
                return false;
            }
            member.relaunch();
            changed.run();
            return true;
        } catch (StackException e) {
            say.accept(e.getMessage());
            return true; // its old process has ended, so the next round tries again
        } finally {
            lock.unlock();
        }
    }

    private boolean stopsWithin(Duration pause) {
        long left = pause.toNanos();
        try {
            while (!stopping && left > 0) {
                left = stopped.awaitNanos(left);
            }
            return stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void announce(Running<?> member) {
        long start = System.nanoTime();
        try {
            member.awaitReady();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            say.accept("%s is ready again after %d s".formatted(member.server().name(), seconds));
        } catch (StackException e) {
            // it ended again or hangs: the watch says the former, readiness shows the latter
            say.accept(e.getMessage());
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
