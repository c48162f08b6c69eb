package io.parley.message.history.marks;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.ReadMove;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What many moves, one after the other, come to: one for each mark. Owned by one thread. */
final class FoldedMoves {

    private final Map<Key, Folded> byMark = new HashMap<>();
    private final Map<Key, Delivered> deliveries = new HashMap<>();

    /**
     * One of them.
     *
     * @param isSet whether the mark goes there, wherever it was; else forwards only
     * @param isMarked whether the room is to count as unread until it is read again
     */
    record Folded(
            UserId person,
            RoomId room,
            @Nullable Long threadRoot,
            long seq,
            boolean isSet,
            boolean isMarked) {

        static Folded of(ReadMove move) {
            var isBack = move.op() == ReadMove.Op.UNREAD;
            return new Folded(
                    move.userId(), move.roomId(), move.threadRoot(), move.seq(), isBack, isBack);
        }

        Folded then(Folded next) {
            return next.isSet
                    ? next
                    : new Folded(person, room, threadRoot, Math.max(seq, next.seq), isSet, false);
        }
    }

    /**
     * Up to where a person's devices have a room at the least. What was read was delivered: where
     * no mark goes back, that is known from the mark.
     *
     * @param isOfMark whether the person's mark, as it was before, says more
     */
    record Delivered(UserId person, RoomId room, long seq, boolean isOfMark) {

        Delivered and(Delivered other) {
            return new Delivered(
                    person, room, Math.max(seq, other.seq), isOfMark || other.isOfMark);
        }
    }

    void add(ReadMove move) {
        if (move.op() == ReadMove.Op.DELIVERED) {
            deliver(new Key(move.userId(), move.roomId(), null), move.seq(), false);
            return;
        }
        var key = new Key(move.userId(), move.roomId(), move.threadRoot());
        if (move.op() == ReadMove.Op.UNREAD && move.threadRoot() == null) {
            var before = byMark.get(key);
            deliver(key, before == null ? 0 : before.seq, true);
        }
        byMark.merge(key, Folded.of(move), Folded::then);
    }

    private void deliver(Key key, long seq, boolean isOfMark) {
        deliveries.merge(key, new Delivered(key.person, key.room, seq, isOfMark), Delivered::and);
    }

    List<RoomId> rooms() {
        return Stream.concat(byMark.keySet().stream(), deliveries.keySet().stream())
                .map(Key::room)
                .distinct()
                .toList();
    }

    /** Rooms in which a mark goes behind what they are known to have. */
    List<RoomId> ahead(Map<RoomId, Long> heads) {
        var known = byMark.values().stream().map(move -> new Place(move.room, move.seq));
        var had = deliveries.values().stream().map(one -> new Place(one.room, one.seq));
        return Stream.concat(known, had)
                .filter(place -> place.seq > heads.getOrDefault(place.room, 0L))
                .map(Place::room)
                .distinct()
                .toList();
    }

    List<Delivered> deliveries() {
        return List.copyOf(deliveries.values());
    }

    List<Folded> ofThreads() {
        return byMark.values().stream().filter(move -> move.threadRoot != null).toList();
    }

    List<Folded> ofRooms(boolean isSet) {
        return byMark.values().stream()
                .filter(move -> move.threadRoot == null && move.isSet == isSet)
                .toList();
    }

    private record Place(RoomId room, long seq) {}

    private record Key(UserId person, RoomId room, @Nullable Long threadRoot) {}
}
