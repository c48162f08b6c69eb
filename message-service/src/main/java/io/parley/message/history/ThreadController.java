package io.parley.message.history;

import io.parley.message.access.Caller;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For people: the threads of a room. */
@RestController
class ThreadController {

    private final RoomAccess access;
    private final ReadThreads threads;

    ThreadController(RoomAccess access, ReadThreads threads) {
        this.access = access;
        this.threads = threads;
    }

    /** The messages that have threads, those first in whose thread something was said last. */
    @GetMapping("/rooms/{roomId}/threads")
    Page<FoldedMessage> threads(
            Caller caller,
            @PathVariable RoomId roomId,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Integer limit) {
        var from = before == null ? Long.MAX_VALUE : Window.seq("before", before, 1);
        var size = Page.limit(limit);
        return threads.list(roomId, access.requireRead(caller, roomId), from, size);
    }

    /** A message and its thread: the newest of it, or what is nearest to a seq. */
    @GetMapping("/rooms/{roomId}/threads/{seq}")
    ThreadPage thread(
            Caller caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit) {
        var window = Window.of(before, after, null);
        var size = Page.limit(limit);
        if (seq < access.requireRead(caller, roomId)) {
            throw Refusal.of(ErrorCode.MESSAGE_NOT_FOUND);
        }
        return threads.page(roomId, seq, window, size);
    }
}
