package io.parley.chat.heads;

import io.parley.model.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what moves in the rooms of a partition between two ticks. The windows that are taken one
 * after the other are contiguous for each room, unless Redis was fed again: then they begin further
 * back. Not safe for threads.
 */
public final class MovedRooms {

    /** Of all rooms together; beyond it windows say only that there is something to count. */
    private static final int MOST_MESSAGES = 5_000;

    private final RecentMentions mentions = new RecentMentions();
    private Map<RoomId, Window> moved = new LinkedHashMap<>();
    private int messages;

    /** An event is in Redis. */
    public void add(RoomId room, long seq, Instant at, HeadChange change) {
        var window = windowOf(room, seq);
        if (window == null) {
            return;
        }
        window.head = seq;
        if (change.message().isPresent()) {
            add(window, change.message().get(), at);
        }
        if (mentions.take(room, seq, change) || change.mayLower()) {
            window.recount = seq;
        }
    }

    /** Null where it holds the event already. */
    private @Nullable Window windowOf(RoomId room, long seq) {
        var known = moved.get(room);
        if (known != null && known.has(seq)) {
            return null;
        }
        if (known != null && known.isFollowedBy(seq)) {
            return known;
        }
        var begun = new Window(seq - 1);
        moved.put(room, begun);
        return begun;
    }

    /** What has moved since the last call. */
    public List<RoomWindow> take() {
        if (moved.isEmpty()) {
            return List.of();
        }
        var windows =
                moved.entrySet().stream()
                        .map(entry -> entry.getValue().of(entry.getKey()))
                        .toList();
        moved = new LinkedHashMap<>();
        messages = 0;
        return windows;
    }

    private void add(Window window, HeadMessage fresh, Instant at) {
        window.at = at;
        if (messages < MOST_MESSAGES && window.messages.size() < RoomWindow.MOST_MESSAGES) {
            window.messages.add(fresh);
            messages++;
        } else {
            window.recount = fresh.seq();
        }
    }

    private static final class Window {

        private final long from;
        private final List<HeadMessage> messages = new ArrayList<>(2);
        private long head;
        private long recount;
        private @Nullable Instant at;

        Window(long from) {
            this.from = from;
            this.head = from;
        }

        boolean isFollowedBy(long seq) {
            return seq == head + 1;
        }

        boolean has(long seq) {
            return seq > from && seq <= head;
        }

        RoomWindow of(RoomId room) {
            return new RoomWindow(room, from, head, at, messages, recount);
        }
    }
}
