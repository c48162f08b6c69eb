package io.parley.message.history.marks;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.ReadMove;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What many moves, one after the other, come to: one for each mark. Owned by one thread. */
final class FoldedMoves {

    private final Map<Key, Folded> byMark = new HashMap<>();

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

    void add(ReadMove move) {
        var key = new Key(move.userId(), move.roomId(), move.threadRoot());
        byMark.merge(key, Folded.of(move), Folded::then);
    }

    List<RoomId> rooms() {
        return byMark.keySet().stream().map(Key::room).distinct().toList();
    }

    /** Rooms in which a mark goes behind what they are known to have. */
    List<RoomId> ahead(Map<RoomId, Long> heads) {
        return byMark.values().stream()
                .filter(move -> move.seq > heads.getOrDefault(move.room, 0L))
                .map(Folded::room)
                .distinct()
                .toList();
    }

    List<Folded> ofThreads() {
        return byMark.values().stream().filter(move -> move.threadRoot != null).toList();
    }

    List<Folded> ofRooms(boolean isSet) {
        return byMark.values().stream()
                .filter(move -> move.threadRoot == null && move.isSet == isSet)
                .toList();
    }

    private record Key(UserId person, RoomId room, @Nullable Long threadRoot) {}
}
