package io.parley.message.history.counters;

import io.parley.message.access.Caller;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for the caller. */
@RestController
class CountersController {

    private final Counters counters;
    private final UnreadRooms unread;

    CountersController(Counters counters, UnreadRooms unread) {
        this.counters = counters;
        this.unread = unread;
    }

    /**
     * @param rooms their ids, with commas between them; absent: those in which something waits
     */
    @GetMapping("/me/counters")
    Unread mine(Caller caller, @RequestParam(required = false) @Nullable String rooms) {
        if (rooms == null) {
            return unread.of(caller);
        }
        var asked = ids(rooms);
        var counted = counters.of(caller, asked);
        return new Unread(
                asked.stream()
                        .filter(counted::containsKey)
                        .map(counted::get)
                        .map(Objects::requireNonNull)
                        .toList(),
                null);
    }

    private static List<RoomId> ids(String text) {
        var ids = List.of(text.split(",", Counters.MOST_ROOMS + 1));
        if (ids.size() > Counters.MOST_ROOMS) {
            throw invalid();
        }
        return ids.stream()
                .map(id -> RoomId.parse(id).orElseThrow(CountersController::invalid))
                .distinct()
                .toList();
    }

    private static Refusal invalid() {
        return Refusal.invalid(
                "rooms", "must be 1 to " + Counters.MOST_ROOMS + " ids of rooms, with commas");
    }
}
