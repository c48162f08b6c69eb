package io.parley.message.history;

import io.parley.message.access.Caller;
import io.parley.message.history.ReadChanges.ChangedMessages;
import io.parley.message.room.RoomAccess;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.FoldedMessage.EmojiCount;
import io.parley.model.policy.Action;
import io.parley.model.wire.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For people: what became of a room's messages. */
@RestController
class MessageController {

    private static final int MAX_CHANGES = 500;

    private final RoomAccess access;
    private final ReadMessages messages;
    private final ReadChanges changes;

    MessageController(RoomAccess access, ReadMessages messages, ReadChanges changes) {
        this.access = access;
        this.messages = messages;
        this.changes = changes;
    }

    /** What it said before, the first version first; none of a deleted message. */
    @GetMapping("/rooms/{roomId}/messages/{seq}/versions")
    Page<MessageVersion> versions(
            Caller caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestParam(defaultValue = "0") int cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        requireRead(caller, roomId, seq, Action.READ_VERSIONS);
        return messages.versions(roomId, seq, cursor, Page.limit(limit));
    }

    /** Who reacted, with that emoji or with any. */
    @GetMapping("/rooms/{roomId}/messages/{seq}/reactions")
    Page<EmojiCount> reactions(
            Caller caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestParam(required = false) @Nullable String emoji) {
        requireRead(caller, roomId, seq, Action.READ);
        return messages.reactions(roomId, seq, emoji);
    }

    /** The pinned messages, the last one pinned first. */
    @GetMapping("/rooms/{roomId}/pins")
    Page<FoldedMessage> pins(
            Caller caller,
            @PathVariable RoomId roomId,
            @RequestParam(required = false) @Nullable Long cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var size = Page.limit(limit);
        var first = access.requireRead(caller, roomId);
        return messages.pins(roomId, first, cursor == null ? Long.MAX_VALUE : cursor, size);
    }

    /** The messages up to {@code after} that have changed since. */
    @GetMapping("/messages/history/{roomId}/changes")
    ChangedMessages changes(
            Caller caller,
            @PathVariable RoomId roomId,
            @RequestParam long after,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "500") int limit) {
        if (limit < 1 || limit > MAX_CHANGES) {
            throw Refusal.invalid("limit", "must be 1 to " + MAX_CHANGES);
        }
        var from = cursor == null ? null : ChangesCursor.parse(cursor);
        var first = access.requireRead(caller, roomId);
        return changes.page(roomId, Window.seq("after", after, 0), first, from, limit);
    }

    private void requireRead(Caller caller, RoomId room, long seq, Action action) {
        if (seq < access.requireRead(caller, room, action)) {
            throw Refusal.of(ErrorCode.MESSAGE_NOT_FOUND);
        }
    }
}
