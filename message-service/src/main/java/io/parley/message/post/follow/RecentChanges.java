package io.parley.message.post.follow;

import io.parley.message.post.LoggedChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The newest changes, in memory: who has missed no more than these is served without PostgreSQL,
 * also when all followers come back at once.
 */
@Component
class RecentChanges {

    private static final int MAX_ENTRIES = 1_024;

    private final long maxBytes;

    // the feed's thread writes under the lock of this
    private @Nullable Entry oldest;
    private int entries;
    private volatile @Nullable Entry newest;

    RecentChanges(FollowSettings settings) {
        maxBytes = settings.recent().toBytes();
    }

    /** Begins anew: what comes next is what comes after the position. */
    synchronized void beginAt(long position) {
        var anchor = Entry.anchor(position);
        oldest = anchor;
        newest = anchor;
        entries = 0;
    }

    synchronized void append(LoggedChange change) {
        var last = newest;
        if (last == null) {
            throw new IllegalStateException("not begun");
        }
        for (var entry = oldest; entry != null; entry = entry.next()) {
            entry.hideBehind(change);
        }
        var entry = last.following(change);
        last.link(entry);
        newest = entry;
        entries++;
        trim(entry);
    }

    private void trim(Entry last) {
        while (oldest != null
                && oldest.next() != null
                && (entries > MAX_ENTRIES || oldest.bytesTo(last) > maxBytes)) {
            oldest = oldest.next();
            entries--;
        }
    }

    /** The newest; empty until the log could be read for the first time. */
    Optional<Entry> newest() {
        return Optional.ofNullable(newest);
    }

    /** The place from which everything after the position can be read on. */
    synchronized Optional<Entry> at(long position) {
        for (var entry = oldest; entry != null; entry = entry.next()) {
            if (entry.position() == position) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
