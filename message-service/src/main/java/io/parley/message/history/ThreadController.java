package io.parley.message.history;

import io.parley.message.access.Caller;
import io.parley.message.archive.FollowRows;
import io.parley.message.history.ReadThreads.ThreadPage;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For people: the threads of a room. */
@RestController
class ThreadController {

    private final RoomAccess access;
    private final ReadThreads threads;
    private final FollowRows follows;

    ThreadController(RoomAccess access, ReadThreads threads, FollowRows follows) {
        this.access = access;
        this.threads = threads;
        this.follows = follows;
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
        var page = threads.list(roomId, access.requireRead(caller, roomId), from, size);
        return new Page<>(marked(caller, roomId, page.items()), page.next());
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
        requireRead(caller, roomId, seq);
        var page = threads.page(roomId, seq, window, size);
        var root = marked(caller, roomId, List.of(page.root())).getFirst();
        return new ThreadPage(root, page.items(), page.foldedTo(), page.complete());
    }

    /** The caller follows the thread from now on. */
    @PutMapping("/rooms/{roomId}/threads/{seq}/following")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void follow(Caller caller, @PathVariable RoomId roomId, @PathVariable long seq) {
        requireRead(caller, roomId, seq);
        threads.requireRoot(roomId, seq);
        if (!follows.follow(caller.id(), roomId, seq)) {
            throw Refusal.of(
                    ErrorCode.CONFLICT,
                    "one follows at most " + FollowRows.MOST + " threads: leave one of them first");
        }
    }

    /** The caller follows the thread no more, whatever is said in it. */
    @DeleteMapping("/rooms/{roomId}/threads/{seq}/following")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Caller caller, @PathVariable RoomId roomId, @PathVariable long seq) {
        requireRead(caller, roomId, seq);
        threads.requireRoot(roomId, seq);
        follows.leave(caller.id(), roomId, seq);
    }

    private void requireRead(Caller caller, RoomId room, long seq) {
        if (seq < access.requireRead(caller, room)) {
            throw Refusal.of(ErrorCode.MESSAGE_NOT_FOUND);
        }
    }

    private List<FoldedMessage> marked(Caller caller, RoomId room, List<FoldedMessage> roots) {
        var followed =
                follows.followed(
                        caller.id(), room, roots.stream().map(FoldedMessage::seq).toList());
        return roots.stream().map(root -> root.following(followed.contains(root.seq()))).toList();
    }
}
