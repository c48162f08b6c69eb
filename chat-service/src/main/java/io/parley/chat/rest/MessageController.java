package io.parley.chat.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.chat.command.CommandKind;
import io.parley.chat.rest.EditOutcomes.Outcome;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.RoomCommand;
import io.parley.model.wire.Problem;
import io.parley.service.VersionTag;
import io.parley.service.web.RefusedRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What people say in rooms, and how they change it. */
@RestController
@RequestMapping("/rooms/{roomId}/messages")
class MessageController {

    private final RunCommands commands;
    private final EditOutcomes edits;

    MessageController(RunCommands commands, EditOutcomes edits) {
        this.commands = commands;
        this.edits = edits;
    }

    /** In the log when it is answered. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Sent send(
            Actor caller,
            @PathVariable RoomId roomId,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key,
            @RequestBody JsonNode body)
            throws InterruptedException {
        var request = CommandRequest.of(CommandKind.SEND, body).withKey(key);
        return new Sent(commands.run(caller, roomId, request.draft()), roomId);
    }

    /**
     * @param ifMatch the version that the author has seen
     */
    @PatchMapping("/{seq}")
    ResponseEntity<Record> edit(
            Actor caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key,
            @RequestBody JsonNode body)
            throws InterruptedException {
        var draft =
                CommandRequest.of(CommandKind.EDIT, body)
                        .with("seq", seq)
                        .with("ifVersion", SeenVersion.of(ifMatch))
                        .withKey(key)
                        .orNewKey()
                        .draft();
        var event = commands.run(caller, roomId, draft);
        return answer(edits.await(roomId, event, (RoomCommand.Edit) draft.command()), event);
    }

    private static ResponseEntity<Record> answer(Outcome outcome, MessageId event) {
        return switch (outcome) {
            case Outcome.Done(FoldedMessage message, long foldedTo) ->
                    ResponseEntity.ok()
                            .header(HttpHeaders.ETAG, VersionTag.of(message.version()))
                            .body(new Edited(message, foldedTo));
            case Outcome.Without(Problem problem) -> throw new RefusedRequest(problem);
            case Outcome.NotSeen() -> ResponseEntity.accepted().body(new Pending(event));
        };
    }

    @DeleteMapping("/{seq}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Actor caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestParam(required = false) @Nullable String reason,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key)
            throws InterruptedException {
        var request =
                CommandRequest.of(CommandKind.DELETE)
                        .with("seq", seq)
                        .with("reason", reason)
                        .withKey(key)
                        .orNewKey();
        commands.run(caller, roomId, request.draft());
    }

    /** A message that is in the log; its seq follows from there. */
    record Sent(MessageId messageId, RoomId roomId) {}

    /** A message after one's own edit of it. */
    record Edited(@JsonUnwrapped FoldedMessage message, long foldedTo) {}

    /** An edit that is in the log, and of which nobody can say yet whether it counts. */
    record Pending(MessageId eventId) {}
}
