package io.parley.message.history;

import io.parley.message.access.Caller;
import io.parley.message.archive.ArchiveState;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.wire.ErrorCode;
import io.parley.service.VersionTag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** History for people. */
@RestController
class HistoryController {

    private final RoomAccess access;
    private final ReadHistory history;
    private final ReadTimeline timeline;
    private final ReadMessages messages;
    private final ArchiveState archive;

    HistoryController(
            RoomAccess access,
            ReadHistory history,
            ReadTimeline timeline,
            ReadMessages messages,
            ArchiveState archive) {
        this.access = access;
        this.history = history;
        this.timeline = timeline;
        this.messages = messages;
        this.archive = archive;
    }

    /**
     * @param fold messages as they are now instead of the events that made them
     */
    @GetMapping("/messages/history/{roomId}")
    Record history(
            Caller caller,
            @PathVariable RoomId roomId,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Long around,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "false") boolean fold) {
        var window = Window.of(before, after, around);
        var size = Page.limit(limit);
        var first = access.requireRead(caller, roomId);
        return fold
                ? timeline.page(roomId, window, first, size)
                : history.page(roomId, window.from(first), size);
    }

    /**
     * @param fold the message as it is now instead of the event; the tag names its version
     */
    @GetMapping("/rooms/{roomId}/messages/{seq}")
    Record event(
            Caller caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestParam(defaultValue = "false") boolean fold,
            HttpServletResponse response) {
        if (seq < access.requireRead(caller, roomId)) {
            throw Refusal.of(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (!fold) {
            return history.event(roomId, seq)
                    .orElseThrow(() -> Refusal.of(ErrorCode.MESSAGE_NOT_FOUND));
        }
        var message = messages.current(roomId, seq);
        // No 304 by it: reactions change without another version
        response.setHeader(HttpHeaders.ETAG, VersionTag.of(message.message().version()));
        return message;
    }

    /** Open to everybody: says that history can be read, or answers 503. */
    @GetMapping("/messages/health")
    Health health() {
        archive.nextOffset(0);
        return new Health("UP");
    }

    record Health(String status) {}
}
