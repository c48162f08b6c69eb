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

/** One's own reactions to messages: what holds afterwards is in the log when it is answered. */
@RestController
@RequestMapping("/rooms/{roomId}/messages/{seq}/reactions/{emoji}")
class ReactionController {

    private final RunCommands commands;

    ReactionController(RunCommands commands) {
        this.commands = commands;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(
            Actor caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @PathVariable String emoji,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key)
            throws InterruptedException {
        commands.run(caller, roomId, reaction(seq, emoji, "add").withKey(key).orNewKey().draft());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            Actor caller,
            @PathVariable RoomId roomId,
            @PathVariable long seq,
            @PathVariable String emoji,
            @RequestHeader(name = CommandRequest.KEY, required = false) @Nullable String key)
            throws InterruptedException {
        var request = reaction(seq, emoji, "remove").withKey(key).orNewKey();
        commands.run(caller, roomId, request.draft());
    }

    private static CommandRequest reaction(long seq, String emoji, String op) {
        return CommandRequest.of(CommandKind.REACT)
                .with("seq", seq)
                .with("emoji", emoji)
                .with("op", op);
    }
}
