package io.parley.chat.posts;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The newest changes, a run without holes that ends at the newest position known. Bounded by number
 * and size. Not for several threads at once.
 */
final class RecentPosts {

    private static final int MAX_CHANGES = 1_024;
    private static final int MAX_CHARS = 4 * 1024 * 1024;

    private ArrayDeque<PostChangeFrame> changes = new ArrayDeque<>();
    private long last;
    private long chars;

    void beginAt(long position) {
        changes.clear();
        chars = 0;
        last = position;
    }

    void append(PostChangeFrame change) {
        if (change.isGoneForUsers() || change.isGoneForAdmins()) {
            hideBehind(change);
        }
        changes.addLast(change);
        chars += change.size();
        last = change.position();
        while (changes.size() > MAX_CHANGES || (chars > MAX_CHARS && changes.size() > 1)) {
            chars -= changes.removeFirst().size();
        }
    }

    /** The newest position. */
    long last() {
        return last;
    }

    /** Whether all that comes after the position is here. */
    boolean reachesBackTo(long position) {
        return position >= last - changes.size() && position <= last;
    }

    List<PostChangeFrame> after(long position) {
        return changes.stream().filter(change -> change.position() > position).toList();
    }

    private void hideBehind(PostChangeFrame change) {
        var hidden = new ArrayDeque<PostChangeFrame>(changes.size());
        chars = 0;
        for (var earlier : changes) {
            var now = earlier.behind(change);
            hidden.addLast(now);
            chars += now.size();
        }
        changes = hidden;
    }
}
