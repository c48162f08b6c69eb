package io.parley.message.creation;

import io.parley.message.infra.OneMoment;
import io.parley.message.room.RoomAccess;
import io.parley.message.room.Rooms;
import io.parley.message.room.Snapshots;
import io.parley.model.RoomId;
import io.parley.model.room.RoomSnapshot;
import org.springframework.stereotype.Component;

/** Reads a room and its members as of one moment, so that the version fits the members. */
@Component
class SnapshotReader {

    private final Rooms rooms;
    private final Snapshots snapshots;
    private final OneMoment moment;

    SnapshotReader(Rooms rooms, Snapshots snapshots, OneMoment moment) {
        this.rooms = rooms;
        this.snapshots = snapshots;
        this.moment = moment;
    }

    RoomSnapshot read(RoomId id) {
        return moment.read(() -> snapshots.of(rooms.find(id).orElseThrow(RoomAccess::notFound)));
    }
}
