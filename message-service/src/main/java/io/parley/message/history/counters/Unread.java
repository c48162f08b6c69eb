package io.parley.message.history.counters;

import io.parley.model.read.DeviceSignal.Level;
import io.parley.model.read.RoomCounters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person.
 *
 * @param total over all their rooms, as far as they want to hear of each; absent where they asked
 *     for some of them
 */
record Unread(List<RoomCounters> rooms, @Nullable Total total) {

    /**
     * @param unread messages; {@link RoomCounters#MAX_UNREAD} at most
     * @param capped whether there are more than that
     * @param rooms that add to it
     */
    record Total(int unread, boolean capped, int mentions, int rooms) {}

    /** On the way through a person's rooms. Owned by one thread. */
    static final class Sum {

        private final List<RoomCounters> shown = new ArrayList<>();
        private long unread;
        private int mentions;
        private int rooms;

        /** No more than this is told of messages, and all rooms that are told of are there. */
        boolean isFull() {
            return unread > RoomCounters.MAX_UNREAD && shown.size() == Counters.MOST_ROOMS;
        }

        void add(RoomCounters room, Level level) {
            if (room.unread() == 0 && !room.markedUnread()) {
                return;
            }
            if (shown.size() < Counters.MOST_ROOMS) {
                shown.add(room);
            }
            switch (level) {
                case ALL -> {
                    unread += room.capped() ? room.unread() + 1L : room.unread();
                    mentions += room.mentions();
                    rooms += room.unread() > 0 ? 1 : 0;
                }
                case MENTIONS -> {
                    mentions += room.mentions();
                    rooms += room.mentions() > 0 ? 1 : 0;
                }
                case NOTHING -> {}
            }
        }

        Unread all() {
            return new Unread(
                    shown,
                    new Total(
                            (int) Math.min(unread, RoomCounters.MAX_UNREAD),
                            unread > RoomCounters.MAX_UNREAD,
                            mentions,
                            rooms));
        }
    }
}
