package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.wire.InternalApi;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages for other services: what chat-service decides on when somebody changes one. */
@RestController
@RequestMapping(InternalApi.PREFIX + "/rooms/{roomId}")
class InternalMessageController {

    private final ReadMessages messages;
    private final ReadHistory history;
    private final MessageRows rows;

    InternalMessageController(ReadMessages messages, ReadHistory history, MessageRows rows) {
        this.messages = messages;
        this.history = history;
        this.rows = rows;
    }

    /**
     * A message by its seq: as it is now. By its id: whether the log has it; no item and {@code
     * complete} says that it has not.
     *
     * @param current whether all that the log holds now must count; else only a message that is not
     *     stored yet is waited for
     * @param to the last event that counts, which is stored
     */
    @GetMapping("/messages/{message}")
    Record message(
            @PathVariable RoomId roomId,
            @PathVariable MessageKey message,
            @RequestParam(defaultValue = "false") boolean current,
            @RequestParam(required = false) @Nullable Long to) {
        return switch (message) {
            case MessageKey.BySeq(long seq) when to != null -> messages.asOf(roomId, seq, to);
            case MessageKey.BySeq(long seq) when current -> messages.current(roomId, seq);
            case MessageKey.BySeq(long seq) -> messages.known(roomId, seq);
            case MessageKey.ById(MessageId id) -> history.message(roomId, id);
        };
    }

    @GetMapping("/pins")
    Pins pins(@PathVariable RoomId roomId) {
        return new Pins(rows.countPinned(roomId));
    }

    record Pins(int count) {}
}
