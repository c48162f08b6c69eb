package io.parley.message.history.marks;

import io.parley.message.room.inside.InsideRooms.Pair;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.List;

/**
 * Marks that have moved, published on the thread that stores them once they are stored. Each change
 * is told once, and not where the service ends in between: who hears of it tells devices, and keeps
 * nothing.
 */
public record MovesStored(List<Mark> marks) {

    public MovesStored {
        marks = List.copyOf(marks);
    }

    /** Up to where a person has read a room now. */
    public record Mark(UserId person, RoomId room, long seq) {}

    /** Who, and where. */
    public List<Pair> pairs() {
        return marks.stream().map(mark -> new Pair(mark.person, mark.room)).toList();
    }
}
