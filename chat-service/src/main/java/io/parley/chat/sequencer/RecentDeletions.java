package io.parley.chat.sequencer;

import io.parley.model.RoomId;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The messages of a partition that were deleted last. An edit may pass the look at its message in
 * the moment in which that is deleted, and follow in the log: its words change nothing any more,
 * and nobody gets them. Bounded: only what was under way at that moment can come so late.
 */
final class RecentDeletions {

    private static final int MOST = 1_000;

    private final SequencedMap<Target, Boolean> deleted =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Target, Boolean> eldest) {
                    return size() > MOST;
                }
            };

    /** The event as it is to be shown. */
    RoomEvent shown(RoomEvent event) {
        var target = event.target().map(of -> new Target(event.roomId(), of.seq()));
        if (target.isEmpty()) {
            return event;
        }
        if (event.type() == EventType.MESSAGE_DELETED) {
            deleted.put(target.get(), true);
        }
        return deleted.containsKey(target.get()) ? event.redacted() : event;
    }

    private record Target(RoomId room, long seq) {}
}
