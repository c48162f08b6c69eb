package io.parley.message.seen;

import io.parley.message.access.Caller;
import io.parley.message.preference.HiddenReaders;
import io.parley.message.room.Room;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings.Receipts;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import io.parley.model.wire.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells people who has read a message, as the room lets them know. */
@RestController
class SeenController {

    private final RoomAccess access;
    private final HiddenReaders hidden;
    private final ReadReaders readers;

    SeenController(RoomAccess access, HiddenReaders hidden, ReadReaders readers) {
        this.access = access;
        this.hidden = hidden;
        this.readers = readers;
    }

    /** Who hides what they have read learns it of nobody. */
    @GetMapping("/rooms/{roomId}/messages/{seq}/seen")
    Seen seen(
            Caller caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestParam(required = false) @Nullable UserId cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var size = Page.limit(limit);
        var first = access.requireRead(caller, roomId, Action.SEE_RECEIPTS);
        var room = access.requireSight(caller, roomId);
        var author = readers.author(roomId, seq).filter(_ -> seq >= first);
        if (author.isEmpty()) {
            throw Refusal.of(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (hidden.contains(caller.id())) {
            throw Refusal.of(
                    ErrorCode.POLICY_DENIED, "You tell nobody what you have read, either.");
        }
        var count = readers.count(roomId, seq, author.get());
        var names = room.settings().receipts(room.kind(), readers.isLarge(room)) == Receipts.NAMES;
        var delivered = delivered(room, seq, author.get(), names);
        if (!names) {
            return new Seen(count, null, null, delivered);
        }
        var page =
                Page.of(
                        readers.page(roomId, seq, author.get(), cursor, size + 1),
                        size,
                        last -> last.id().toString());
        return new Seen(count, page.items(), page.next(), delivered);
    }

    private Seen.@Nullable Delivered delivered(Room room, long seq, UserId author, boolean names) {
        if (room.kind() != RoomKind.DIRECT && room.kind() != RoomKind.SUPPORT) {
            return null;
        }
        var people = readers.delivered(room.id(), seq, author);
        return new Seen.Delivered(people.size(), names ? people : null);
    }
}
