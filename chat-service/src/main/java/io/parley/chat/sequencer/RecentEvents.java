package io.parley.chat.sequencer;

import io.parley.model.RoomId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The newest events of a partition that Redis took, for the case that it loses them. Bounded in
 * number and size; what falls out is still with message-service. So is what was said in a room
 * before a message of it was deleted: Redis never gets the words again.
 */
final class RecentEvents {

    private static final int MAX_EVENTS = 512;
    private static final int MAX_BYTES = 256 * 1024;

    private final ArrayDeque<NumberedEvent> events = new ArrayDeque<>();
    private int bytes;

    void add(NumberedEvent event) {
        if (event.isDeletion()) {
            forget(event.room());
        }
        events.addLast(event);
        bytes += event.bytes();
        while (events.size() > MAX_EVENTS || bytes > MAX_BYTES) {
            bytes -= events.removeFirst().bytes();
        }
    }

    private void forget(RoomId room) {
        events.removeIf(
                event -> {
                    var isOfRoom = event.room().equals(room);
                    bytes -= isOfRoom ? event.bytes() : 0;
                    return isOfRoom;
                });
    }

    List<NumberedEvent> all() {
        return List.copyOf(events);
    }

    /** The room's events between two seqs, both excluded; empty where one of them is not here. */
    Optional<List<NumberedEvent>> between(RoomId room, long after, long before) {
        var found =
                events.stream()
                        .filter(event -> event.room().equals(room))
                        .filter(event -> after < event.seq() && event.seq() < before)
                        .toList();
        return found.size() == before - after - 1 ? Optional.of(found) : Optional.empty();
    }
}
