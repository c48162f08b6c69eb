package io.parley.message.history.marks;

import io.parley.message.history.marks.MovesStored.Mark;
import io.parley.message.member.LogBarrier;
import io.parley.model.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores moves: marks and the place in the log in one transaction, so that each move counts once
 * however often it is read.
 */
@Component
class StoreMoves {

    private final ReadMarks marks;
    private final LogBarrier barrier;
    private final TransactionTemplate transaction;

    StoreMoves(ReadMarks marks, LogBarrier barrier, TransactionTemplate transaction) {
        this.marks = marks;
        this.barrier = barrier;
        this.transaction = transaction;
    }

    /**
     * What came of records.
     *
     * @param marks that are others than before
     * @param deliveries marks of what devices have that are others than before
     * @param places up to where each partition is stored now: where that is not behind the records,
     *     the partition has to be read from there
     */
    record Outcome(
            List<Mark> marks,
            List<Mark> deliveries,
            Map<Integer, Long> places,
            int moves,
            int malformed) {

        /** For who wants to hear of it. */
        MovesStored event() {
            return new MovesStored(marks, deliveries);
        }
    }

    /**
     * @param runs of the log with that id, each of a partition of its own
     * @throws org.springframework.dao.DataAccessException where the database did not answer: the
     *     same may be tried again
     */
    Outcome store(String topicId, List<Run> runs) {
        var ahead = ahead(runs);
        return Objects.requireNonNull(transaction.execute(status -> write(topicId, runs, ahead)));
    }

    private Outcome write(String topicId, List<Run> runs, Set<RoomId> ahead) {
        var places = marks.locked(topicId, runs.stream().map(Run::partition).toList());
        var moves = new FoldedMoves();
        var next = new HashMap<Integer, Long>();
        var count = 0;
        var malformed = 0;
        for (var run : runs) {
            var place = Objects.requireNonNull(places.get(run.partition()));
            if (!run.holds(place)) {
                continue;
            }
            next.put(run.partition(), run.next());
            for (var one : run.from(place)) {
                one.move().ifPresent(moves::add);
                count++;
                malformed += one.move().isPresent() ? 0 : 1;
            }
        }
        marks.setPlaces(topicId, next);
        places.putAll(next);
        // before the marks: a mark that goes back had all that was behind it
        var deliveries = marks.deliver(moves.deliveries(), ahead);
        return new Outcome(move(moves, ahead), deliveries, places, count - malformed, malformed);
    }

    private List<Mark> move(FoldedMoves moves, Set<RoomId> ahead) {
        var moved = new ArrayList<Mark>();
        for (var isSet : List.of(true, false)) {
            moved.addAll(marks.move(moves.ofRooms(isSet), isSet, ahead));
        }
        marks.moveThreads(moves.ofThreads(), ahead);
        return moved;
    }

    /**
     * Nobody reads what is not there: a mark goes no further than what its room has. Where it would
     * go behind what is stored, storing may just be late, so the log's end is waited for. The rooms
     * that are left are those of which that is not known: there the mark goes where it was told.
     */
    private Set<RoomId> ahead(List<Run> runs) {
        var moves = new FoldedMoves();
        runs.forEach(run -> run.moves().forEach(one -> one.move().ifPresent(moves::add)));
        var ahead = new HashSet<>(moves.ahead(marks.heads(moves.rooms())));
        for (var room : List.copyOf(ahead)) {
            if (!barrier.pass(room)) {
                return ahead;
            }
            ahead.remove(room);
        }
        return ahead;
    }

    /** Up to where each partition of that log is stored. */
    Map<Integer, Long> places(String topicId) {
        return marks.places(topicId);
    }

    /** Goes on at a later place, as the log has nothing before it any more. */
    void skip(String topicId, int partition, long place) {
        transaction.executeWithoutResult(
                status -> {
                    var known = marks.locked(topicId, List.of(partition));
                    if (known.getOrDefault(partition, 0L) < place) {
                        marks.setPlaces(topicId, Map.of(partition, place));
                    }
                });
    }
}
