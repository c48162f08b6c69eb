package io.parley.message.archive;

import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How far each partition is known to be stored, and a place to wait for more. What another replica
 * stores is learned by whoever reads the database.
 */
@Component
public class Progress {

    private final AtomicLongArray next = new AtomicLongArray(ChatLog.PARTITIONS);

    /** One lock for each partition: a commit wakes only those who wait for it. */
    private final Waiters[] waiters =
            Stream.generate(Waiters::new).limit(ChatLog.PARTITIONS).toArray(Waiters[]::new);

    /** True where everything below the offset is known to be stored. */
    private boolean hasReached(int partition, long offset) {
        return next.get(partition) >= offset;
    }

    /** The first offset that is not known to be stored. */
    long of(int partition) {
        return next.get(partition);
    }

    /** Tells that everything below the offset is stored. */
    public void advance(int partition, long offset) {
        next.accumulateAndGet(partition, offset, Math::max);
        waiters[partition].wake();
    }

    /** Sets what the database says, which may be less than was known: it can be restored. */
    public void reset(int partition, long offset) {
        next.set(partition, offset);
    }

    /** Waits until the offset is reached, or for the time; the caller looks again. */
    public void await(int partition, long offset, Duration atMost) throws InterruptedException {
        waiters[partition].await(() -> hasReached(partition, offset), atMost);
    }

    private static final class Waiters {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition moved = lock.newCondition();

        void wake() {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void await(BooleanSupplier isReached, Duration atMost) throws InterruptedException {
            var left = atMost.toNanos();
            lock.lockInterruptibly();
            try {
                while (!isReached.getAsBoolean() && left > 0) {
                    left = moved.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
