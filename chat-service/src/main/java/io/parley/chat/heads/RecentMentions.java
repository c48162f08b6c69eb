package io.parley.chat.heads;

import io.parley.model.RoomId;
import java.util.LinkedHashMap;
import java.util.TreeSet;

/**
 * Which of the newest messages of rooms mention somebody, as far as they came by here: most edits
 * are of a message that mentions nobody, and change nothing of what waits for people. Of rooms in
 * which nothing has happened for longest nothing is known any more, nor of their older messages: 3
 * MB at most. Not safe for threads.
 */
final class RecentMentions {

    static final int MOST_ROOMS = 500;

    /** Of a room, with mentions. */
    static final int MOST_MESSAGES = 100;

    /** In which nothing has happened for longest comes first. */
    private final LinkedHashMap<RoomId, Known> rooms = new LinkedHashMap<>();

    /** Takes the next event of a room, and says whether it may have changed who is mentioned. */
    boolean take(RoomId room, long seq, HeadChange change) {
        var before = rooms.remove(room);
        var known = before == null ? new Known(seq) : before;
        rooms.putLast(room, known);
        if (rooms.size() > MOST_ROOMS) {
            rooms.pollFirstEntry();
        }
        known.goOn(seq);
        change.message().filter(HeadMessage::mentionsAnybody).ifPresent(_ -> known.mentions(seq));
        return change.edit().map(known::isChangedBy).orElse(false);
    }

    private static final class Known {

        /** What came before it is not known. */
        private long from;

        private long head;
        private final TreeSet<Long> mentioning = new TreeSet<>();

        Known(long from) {
            this.from = from;
            this.head = from - 1;
        }

        void goOn(long seq) {
            if (seq > head + 1) {
                mentioning.clear();
                from = seq;
            }
            head = Math.max(head, seq);
        }

        void mentions(long seq) {
            mentioning.add(seq);
            if (mentioning.size() > MOST_MESSAGES) {
                from = mentioning.removeFirst() + 1;
            }
        }

        boolean isChangedBy(HeadChange.Edit edit) {
            boolean mayHaveMentioned = edit.target() < from || mentioning.contains(edit.target());
            if (edit.mentions() && edit.target() >= from) {
                mentions(edit.target());
            }
            return mayHaveMentioned || edit.mentions();
        }
    }
}
