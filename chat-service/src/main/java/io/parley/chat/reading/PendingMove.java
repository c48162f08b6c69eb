package io.parley.chat.reading;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.ReadMove;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A move on its way to the log, with those that were merged into it.
 *
 * @param since when the first of them came, {@link System#nanoTime}
 * @param ended empty once it is in the log, else how it ended
 */
record PendingMove(ReadMove move, long since, CompletableFuture<Optional<Failure>> ended) {

    /** Why a move is not in the log. */
    enum Failure {
        /** Kafka did not take it in time. */
        UNAVAILABLE,
        /** Too many wait. */
        OVERLOADED
    }

    /**
     * What one pointer belongs to.
     *
     * @param isOfDelivery whether it is about what devices have, and not about what is read
     */
    record Pointer(UserId person, RoomId room, @Nullable Long threadRoot, boolean isOfDelivery) {

        static Pointer of(ReadMove move) {
            return new Pointer(
                    move.userId(),
                    move.roomId(),
                    move.threadRoot(),
                    move.op() == ReadMove.Op.DELIVERED);
        }
    }

    static PendingMove of(ReadMove move) {
        return new PendingMove(move, System.nanoTime(), new CompletableFuture<>());
    }

    Pointer pointer() {
        return Pointer.of(move);
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - since > age.toNanos();
    }

    /** The same, and as far as another move of the pointer reads. */
    PendingMove and(ReadMove other) {
        return other.seq() <= move.seq() ? this : new PendingMove(other, since, ended);
    }
}
