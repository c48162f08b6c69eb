package io.parley.chat.rest;

import io.parley.chat.command.CommandKind;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A room's pins, by the seq of the message. */
@RestController
@RequestMapping("/rooms/{roomId}/pins/{seq}")
class PinController {

    private final RunCommands commands;

    PinController(RunCommands commands) {
        this.commands = commands;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pin(
            Actor caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key)
            throws InterruptedException {
        run(CommandKind.PIN, caller, roomId, seq, key);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unpin(
            Actor caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key)
            throws InterruptedException {
        run(CommandKind.UNPIN, caller, roomId, seq, key);
    }

    private void run(CommandKind kind, Actor caller, RoomId room, long seq, @Nullable String key)
            throws InterruptedException {
        var request = CommandRequest.of(kind).with("seq", seq).withKey(key).orNewKey();
        commands.run(caller, room, request.draft());
    }
}
