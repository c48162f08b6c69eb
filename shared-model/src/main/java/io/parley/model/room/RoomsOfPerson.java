package io.parley.model.room;

import io.parley.model.RoomId;
import java.util.List;

/**
 * The rooms that a person is inside of.
 *
 * @param rooms those that they are in by name, the newest first
 * @param everybody those that are for everybody and not closed to them
 * @param complete false where there are more than {@link #MOST}, so that some are missing
 */
public record RoomsOfPerson(List<RoomId> rooms, List<RoomId> everybody, boolean complete) {

    /** More rooms than so many are not told. */
    public static final int MOST = 10_000;

    public RoomsOfPerson {
        rooms = List.copyOf(rooms);
        everybody = List.copyOf(everybody);
    }
}
