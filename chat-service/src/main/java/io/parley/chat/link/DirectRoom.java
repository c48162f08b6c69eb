package io.parley.chat.link;

import io.parley.model.room.RoomSnapshot;

/** The answer to asking for the direct room of two people. */
public sealed interface DirectRoom {
    record Open(RoomSnapshot room) implements DirectRoom {}

    /** Neither of the two is an admin. */
    record Denied() implements DirectRoom {}

    record UnknownPerson() implements DirectRoom {}
}
