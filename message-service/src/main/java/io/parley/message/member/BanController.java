package io.parley.message.member;

import io.parley.message.access.Caller;
import io.parley.message.room.Bans;
import io.parley.message.room.ChangeRoom;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bans from a room over REST. */
@RestController
@RequestMapping("/rooms/{id}/bans")
class BanController {

    private final EditStandings edit;
    private final ChangeRoom changes;
    private final Bans bans;

    BanController(EditStandings edit, ChangeRoom changes, Bans bans) {
        this.edit = edit;
        this.changes = changes;
        this.bans = bans;
    }

    @GetMapping
    Page<Bans.Ban> list(
            Caller caller,
            @PathVariable RoomId id,
            @RequestParam(required = false) @Nullable UserId cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        changes.requireEarly(caller, id, Action.MANAGE);
        var size = Page.limit(limit);
        return Page.of(bans.page(id, cursor, size + 1), size, ban -> ban.user().id().toString());
    }

    @PutMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ban(
            Caller caller,
            @PathVariable RoomId id,
            @PathVariable UserId userId,
            @RequestBody(required = false) @Nullable Why why) {
        edit.ban(caller, id, userId, why == null ? null : why.reason());
    }

    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unban(Caller caller, @PathVariable RoomId id, @PathVariable UserId userId) {
        edit.unban(caller, id, userId);
    }

    /** What is kept for other admins. */
    record Why(@Nullable String reason) {}
}
