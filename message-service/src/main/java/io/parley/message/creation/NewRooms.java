package io.parley.message.creation;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.parley.message.room.Room;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.room.RoomAudience;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Rooms that do not exist yet. Ids are UUIDv7, so that the newest room sorts last. */
@Component
public class NewRooms {

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Clock clock;

    NewRooms(Clock clock) {
        this.clock = clock;
    }

    /** A room of that kind, made now, with nobody in it yet. */
    public Room newRoom(RoomKind kind, String name, UserId by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var id = new RoomId(ids.generate());
        return new Room(
                id,
                kind,
                name,
                1,
                by,
                now,
                RoomAudience.MEMBERS,
                RoomHistory.ALL,
                RoomSettings.USUAL,
                null);
    }
}
