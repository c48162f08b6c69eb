package io.parley.user.password;

import io.parley.user.access.ClientAddress;
import io.parley.user.guard.Familiarity;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits for a password to be hashed, and whose turn is next: familiar addresses before strange
 * ones, and one address after the other among equals. When it is full, who has most in it loses a
 * place to who has less. Strange addresses never have all workers, where there are several.
 */
public final class TurnQueue {

    /** Where somebody waits. */
    public record Place(Familiarity familiarity, ClientAddress address) {}

    /** A piece of work and where it waits. */
    record Turn(Place place, RunnableFuture<?> work) {}

    private static final List<Familiarity> LEAST_FAMILIAR_FIRST =
            List.of(Familiarity.values()).reversed();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int places;
    private final int mostStrange;

    /** Under the lock; an address without turns is not in it. The first address is the next one. */
    private final Map<Familiarity, SequencedMap<ClientAddress, Deque<Turn>>> lanes =
            new EnumMap<>(Familiarity.class);

    /** Under the lock. */
    private int waiting;

    /** Under the lock: workers that are busy for strange addresses. */
    private int strangeAtWork;

    TurnQueue(int places, int workers) {
        this.places = places;
        this.mostStrange = Math.max(1, workers - 1);
        for (var familiarity : Familiarity.values()) {
            lanes.put(familiarity, new LinkedHashMap<>());
        }
    }

    /** False if there is no place for it. */
    boolean offer(Turn turn) {
        lock.lock();
        try {
            if (waiting >= places && !makeRoom(turn.place())) {
                return false;
            }
            lane(turn).computeIfAbsent(turn.place().address(), a -> new ArrayDeque<>()).add(turn);
            waiting++;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next turn, to be given back to {@link #done}. */
    Turn take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var next = next();
            while (next.isEmpty()) {
                changed.await();
                next = next();
            }
            return next.get();
        } finally {
            lock.unlock();
        }
    }

    void done(Turn turn) {
        lock.lock();
        try {
            if (turn.place().familiarity() == Familiarity.STRANGE) {
                strangeAtWork--;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the queue, if it is still there. */
    void withdraw(Turn turn) {
        lock.lock();
        try {
            var turns = lane(turn).get(turn.place().address());
            if (turns != null && turns.remove(turn)) {
                left(turn, turns);
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Turn> next() {
        for (var familiarity : Familiarity.values()) {
            var strange = familiarity == Familiarity.STRANGE;
            var lane = lanes.get(familiarity);
            if (lane == null || lane.isEmpty() || (strange && strangeAtWork >= mostStrange)) {
                continue;
            }
            var first = lane.pollFirstEntry();
            var turn = first.getValue().removeFirst();
            waiting--;
            if (!first.getValue().isEmpty()) {
                lane.putLast(first.getKey(), first.getValue());
            }
            strangeAtWork += strange ? 1 : 0;
            return Optional.of(turn);
        }
        return Optional.empty();
    }

    /** Takes a place from the address that has most of them in the least familiar lane. */
    private boolean makeRoom(Place wanted) {
        for (var last : LEAST_FAMILIAR_FIRST) {
            var longest = longest(last);
            if (longest.isEmpty()) {
                continue;
            }
            if (last.compareTo(wanted.familiarity()) < 0
                    || (last == wanted.familiarity()
                            && longest.get().size() <= waitingAt(wanted))) {
                return false;
            }
            var turn = longest.get().removeLast();
            left(turn, longest.get());
            Future<?> work = turn.work();
            return work.cancel(false);
        }
        return false;
    }

    private Optional<Deque<Turn>> longest(Familiarity familiarity) {
        return lanes.getOrDefault(familiarity, new LinkedHashMap<>()).values().stream()
                .max(Comparator.comparingInt(Deque::size));
    }

    private int waitingAt(Place place) {
        return lanes.getOrDefault(place.familiarity(), new LinkedHashMap<>())
                .getOrDefault(place.address(), new ArrayDeque<>())
                .size();
    }

    private void left(Turn turn, Deque<Turn> turns) {
        waiting--;
        if (turns.isEmpty()) {
            lane(turn).remove(turn.place().address());
        }
    }

    private SequencedMap<ClientAddress, Deque<Turn>> lane(Turn turn) {
        return lanes.computeIfAbsent(turn.place().familiarity(), f -> new LinkedHashMap<>());
    }
}
