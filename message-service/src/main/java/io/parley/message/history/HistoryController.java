package io.parley.message.history;

import io.parley.message.access.Caller;
import io.parley.message.archive.ArchiveState;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import io.parley.model.wire.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** History for people. */
@RestController
class HistoryController {

    private final RoomAccess access;
    private final ReadHistory history;
    private final ArchiveState archive;

    HistoryController(RoomAccess access, ReadHistory history, ArchiveState archive) {
        this.access = access;
        this.history = history;
        this.archive = archive;
    }

    @GetMapping("/messages/history/{roomId}")
    HistoryPage history(
            Caller caller,
            @PathVariable RoomId roomId,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Long around,
            @RequestParam(required = false) @Nullable Integer limit) {
        var window = Window.of(before, after, around);
        var size = Page.limit(limit);
        var first = access.requireRead(caller, roomId);
        return history.page(roomId, window.from(first), size);
    }

    @GetMapping("/rooms/{roomId}/messages/{seq}")
    RoomEvent event(Caller caller, @PathVariable RoomId roomId, @PathVariable long seq) {
        var first = access.requireRead(caller, roomId);
        return Optional.of(seq)
                .filter(wanted -> wanted >= first)
                .flatMap(wanted -> history.event(roomId, wanted))
                .orElseThrow(() -> Refusal.of(ErrorCode.MESSAGE_NOT_FOUND));
    }

    /** Open to everybody: says that history can be read, or answers 503. */
    @GetMapping("/messages/health")
    Health health() {
        archive.nextOffset(0);
        return new Health("UP");
    }

    record Health(String status) {}
}
