package io.parley.chaos.proxy;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What is on its way through one direction of one connection: bytes with the time at which they
 * come out. Holds little, so that a slow end is felt at the other one.
 */
final class Line {

    private static final int CAPACITY = 64 * 1024;

    private final PriorityQueue<Chunk> chunks =
            new PriorityQueue<>(
                    Comparator.comparingLong(Chunk::dueNanos).thenComparingLong(Chunk::order));

    private int held;
    private long order;
    private long lastDue = Long.MIN_VALUE;
    private boolean ended;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Chunk(byte[] bytes, long dueNanos, long order, boolean counts) {}

    /** Waits for room. Pieces without a hold of their own come out in order. */
    synchronized void put(Filter.Piece piece, Duration delay) throws InterruptedException {
        while (held >= CAPACITY && !ended) {
            wait();
        }
        boolean inOrder = piece.hold().isZero();
        long due = System.nanoTime() + delay.plus(piece.hold()).toNanos();
        if (inOrder) {
            due = Math.max(due, lastDue);
            lastDue = due;
            held += piece.bytes().length;
        }
        chunks.add(new Chunk(piece.bytes(), due, order++, inOrder));
        notifyAll();
    }

    /** The next bytes when it is their time; empty at the end. */
    synchronized Optional<byte[]> take() throws InterruptedException {
        while (true) {
            var next = chunks.peek();
            if (next == null && ended) {
                return Optional.empty();
            }
            long left = next == null ? Long.MAX_VALUE : next.dueNanos - System.nanoTime();
            if (next != null && left <= 0) {
                chunks.remove();
                held -= next.counts ? next.bytes.length : 0;
                notifyAll();
                return Optional.of(next.bytes);
            }
            pause(left);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's, which holds the lock
    private void pause(long nanos) throws InterruptedException {
        if (nanos == Long.MAX_VALUE) {
            wait();
        } else {
            wait(nanos / 1_000_000 + 1);
        }
    }

    /** Nothing more will be put; what is there still comes out. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
