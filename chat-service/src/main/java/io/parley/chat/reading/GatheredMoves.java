package io.parley.chat.reading;

import io.parley.chat.reading.PendingMove.Pointer;
import io.parley.model.read.ReadMove;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps moves for a moment, so that several of one pointer become one record: who reads on is told
 * of by the last message alone. A move back is never merged: what was gathered before it goes
 * first, and what comes after it is gathered anew. Safe for many threads.
 */
final class GatheredMoves {

    private final Duration time;

    /** Called in the order of each pointer's moves; must not block. */
    private final Consumer<PendingMove> out;

    private final Map<Pointer, PendingMove> byPointer = new ConcurrentHashMap<>();

    /** Of each that began to be gathered, the oldest first; some have left by now. */
    private final Queue<PendingMove> begun = new ConcurrentLinkedQueue<>();

    GatheredMoves(Duration time, Consumer<PendingMove> out) {
        this.time = time;
        this.out = out;
    }

    /**
     * Takes a move.
     *
     * @param isHurried whether somebody waits for it: then it leaves at once
     * @return what it has become a part of
     */
    PendingMove add(ReadMove move, boolean isHurried) {
        var part = new PendingMove[1];
        byPointer.compute(
                Pointer.of(move),
                (_, gathered) -> {
                    if (move.op() == ReadMove.Op.UNREAD) {
                        leave(gathered);
                        part[0] = PendingMove.of(move);
                        out.accept(part[0]);
                        return null;
                    }
                    part[0] = gathered == null ? PendingMove.of(move) : gathered.and(move);
                    if (isHurried) {
                        out.accept(part[0]);
                        return null;
                    }
                    if (gathered == null) {
                        begun.add(part[0]);
                    }
                    return part[0];
                });
        return Objects.requireNonNull(part[0]);
    }

    /** Lets those leave that have been here for long enough. */
    void leaveInTime() {
        for (var oldest = begun.peek();
                oldest != null && oldest.isOlderThan(time);
                oldest = begun.peek()) {
            begun.remove(oldest);
            leave(oldest.pointer(), oldest.since());
        }
    }

    /** Lets all leave. */
    void leaveNow() {
        for (var next = begun.poll(); next != null; next = begun.poll()) {
            leave(next.pointer(), next.since());
        }
    }

    private void leave(Pointer pointer, long since) {
        byPointer.computeIfPresent(
                pointer,
                (_, gathered) -> {
                    if (gathered.since() != since) {
                        return gathered;
                    }
                    out.accept(gathered);
                    return null;
                });
    }

    private void leave(@Nullable PendingMove gathered) {
        if (gathered != null) {
            out.accept(gathered);
        }
    }
}
