package io.parley.message.history.marks;

import io.parley.message.room.inside.InsideRooms.Pair;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.List;

/**
 * Marks that have moved, of what people have read and of what their devices have, published on the
 * thread that stores them once they are stored. Each change is told once, and not where the service
 * ends in between: who hears of it tells devices, and keeps nothing.
 */
public record MovesStored(List<Mark> marks, List<Mark> deliveries) {

    public MovesStored {
        marks = List.copyOf(marks);
        deliveries = List.copyOf(deliveries);
    }

    /** Up to where a person has read a room now, or their devices have it. */
    public record Mark(UserId person, RoomId room, long seq) {}

    /** Who has read, and where. */
    public List<Pair> pairs() {
        return marks.stream().map(mark -> new Pair(mark.person, mark.room)).toList();
    }
}
