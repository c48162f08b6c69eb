package io.parley.message.preference;

import io.parley.message.access.Caller;
import io.parley.message.infra.Devices;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Refusal;
import io.parley.message.web.TimeToCome;
import io.parley.model.RoomId;
import io.parley.model.read.DeviceSignal.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a person has set for their rooms and for themselves, over REST. */
@RestController
class PreferenceController {

    private final RoomAccess access;
    private final RoomPreferences rooms;
    private final HiddenReaders hidden;
    private final Devices devices;
    private final Clock clock;

    PreferenceController(
            RoomAccess access,
            RoomPreferences rooms,
            HiddenReaders hidden,
            Devices devices,
            Clock clock) {
        this.access = access;
        this.rooms = rooms;
        this.hidden = hidden;
        this.devices = devices;
        this.clock = clock;
    }

    /** All of them; what is absent is as usual. */
    record RoomWish(
            @Nullable Level level, @Nullable Instant mutedUntil, @Nullable Boolean favourite) {}

    /**
     * @param readReceipts whether others learn what the person has read, and the person of others
     */
    record OwnPreferences(boolean readReceipts) {}

    /** The same, as it comes. */
    record OwnWish(@Nullable Boolean readReceipts) {}

    @GetMapping("/rooms/{roomId}/preferences")
    RoomPreference ofRoom(Caller caller, @PathVariable RoomId roomId) {
        access.requireRead(caller, roomId);
        return rooms.of(caller.id(), List.of(roomId)).getOrDefault(roomId, RoomPreference.USUAL);
    }

    @PutMapping("/rooms/{roomId}/preferences")
    RoomPreference setOfRoom(
            Caller caller, @PathVariable RoomId roomId, @RequestBody RoomWish wish) {
        access.requireRead(caller, roomId);
        var wanted =
                new RoomPreference(
                        Objects.requireNonNullElse(wish.level, Level.ALL),
                        wish.mutedUntil == null
                                ? null
                                : TimeToCome.checked("mutedUntil", wish.mutedUntil, clock),
                        Boolean.TRUE.equals(wish.favourite));
        rooms.put(caller.id(), roomId, wanted);
        devices.tell(caller.id(), wanted.of(roomId));
        return wanted;
    }

    @GetMapping("/me/preferences")
    OwnPreferences own(Caller caller) {
        return new OwnPreferences(!hidden.contains(caller.id()));
    }

    @PutMapping("/me/preferences")
    OwnPreferences setOwn(Caller caller, @RequestBody OwnWish wish) {
        if (wish.readReceipts == null) {
            throw Refusal.invalid("readReceipts", "must be true or false");
        }
        if (wish.readReceipts) {
            hidden.remove(caller.id());
        } else {
            hidden.add(caller.id());
        }
        return new OwnPreferences(wish.readReceipts);
    }
}
