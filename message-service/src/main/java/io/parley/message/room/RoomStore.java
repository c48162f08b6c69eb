package io.parley.message.room;

import org.springframework.stereotype.Component;

/** Everything that one change of a room writes. */
@Component
public record RoomStore(
        Rooms rooms, Members members, Mutes mutes, Bans bans, RoomChanges changes) {}
