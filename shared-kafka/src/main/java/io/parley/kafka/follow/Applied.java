package io.parley.kafka.follow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much of a topic has been applied, and as of when that was all there is. Kafka is asked now
 * and then where the topic ends; once everything before that end is applied, what is known here is
 * as fresh as the question was.
 */
final class Applied {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by the lock; null before the first position is known
    private long @Nullable [] next;
    private @Nullable Question unreached;
    private long freshAt;
    private boolean hasReachedEnd;

    /**
     * @param now in nanoseconds: from then on it counts as not fresh
     */
    Applied(long now) {
        freshAt = now;
    }

    /** Where the topic ended, by partition, when Kafka was asked. */
    record Question(long askedAt, List<Long> ends) {

        boolean isReachedBy(long[] positions) {
            for (var partition = 0; partition < ends.size(); partition++) {
                // A topic that ends before what has been applied is another one: the consumer will
                // find out, and until then nothing is known of it
                if (ends.get(partition) > positions[partition]) {
                    return false;
                }
            }
            return true;
        }

        boolean endsBefore(long[] positions) {
            for (var partition = 0; partition < ends.size(); partition++) {
                if (ends.get(partition) < positions[partition]) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Where to read on, by partition; null where nothing is known. */
    long @Nullable [] positions() {
        lock.lock();
        try {
            return next == null ? null : next.clone();
        } finally {
            lock.unlock();
        }
    }

    void beginAt(long[] positions) {
        lock.lock();
        try {
            next = positions.clone();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The topic is another one: what was applied says nothing any more. */
    void forget() {
        lock.lock();
        try {
            next = null;
            unreached = null;
        } finally {
            lock.unlock();
        }
    }

    /** Everything before that position of the partition has been applied. */
    void advance(int partition, long position) {
        lock.lock();
        try {
            if (next != null && next[partition] < position) {
                next[partition] = position;
                settle();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Kafka has answered. While an earlier answer is not reached, later ones say no more. */
    void ends(Question answer) {
        lock.lock();
        try {
            if (next == null || answer.endsBefore(next)) {
                return;
            }
            if (unreached == null) {
                unreached = answer;
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        if (next != null && unreached != null && unreached.isReachedBy(next)) {
            freshAt = Math.max(freshAt, unreached.askedAt());
            unreached = null;
            hasReachedEnd = true;
            changed.signalAll();
        }
    }

    /** Nanoseconds for which changes may have been made that are not known here. */
    long staleFor(long now) {
        lock.lock();
        try {
            return Math.max(0, now - freshAt);
        } finally {
            lock.unlock();
        }
    }

    boolean hasReachedEnd() {
        lock.lock();
        try {
            return hasReachedEnd;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@link #hasReachedEnd}; false where that took too long. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        var left = timeout.toNanos();
        lock.lock();
        try {
            while (!hasReachedEnd) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the record at that offset is applied; false where that took too long. */
    boolean await(int partition, long offset, Duration timeout) throws InterruptedException {
        var left = timeout.toNanos();
        lock.lock();
        try {
            while (next == null || partition >= next.length || next[partition] <= offset) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
