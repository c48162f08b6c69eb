package io.parley.message.creation;

import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.room.OpenDirect;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.InternalApi;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rooms for other services, which decide by the same policy for themselves. */
@RestController
@RequestMapping(InternalApi.PREFIX)
class InternalRoomController {

    private final SnapshotReader snapshots;
    private final DirectRooms directs;

    InternalRoomController(SnapshotReader snapshots, DirectRooms directs) {
        this.snapshots = snapshots;
        this.directs = directs;
    }

    @GetMapping("/rooms/{id}")
    RoomSnapshot room(@PathVariable RoomId id) {
        return snapshots.read(id);
    }

    @PostMapping("/direct")
    @SuppressWarnings("ConstantConditions") // Jackson leaves absent components null
    RoomSnapshot direct(@RequestBody OpenDirect wanted) {
        if (wanted.from() == null || wanted.to() == null) {
            throw Refusal.invalid("from, to", "must be there");
        }
        return snapshots.read(directs.open(wanted.from(), wanted.to()).room().id());
    }
}
