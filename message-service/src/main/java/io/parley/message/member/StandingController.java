package io.parley.message.member;

import io.parley.message.access.Caller;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people may do in a room, changed over REST. */
@RestController
@RequestMapping("/rooms/{id}/members/{userId}")
class StandingController {

    private final EditStandings edit;
    private final RoomViews views;

    StandingController(EditStandings edit, RoomViews views) {
        this.edit = edit;
        this.views = views;
    }

    @PutMapping
    ResponseEntity<RoomView> put(
            Caller caller,
            @PathVariable RoomId id,
            @PathVariable UserId userId,
            @RequestBody NewStanding wanted) {
        return views.shown(edit.put(caller, id, userId, wanted.standing()), caller);
    }

    @PutMapping("/mute")
    ResponseEntity<RoomView> mute(
            Caller caller,
            @PathVariable RoomId id,
            @PathVariable UserId userId,
            @Valid @RequestBody Mute wanted) {
        return views.shown(edit.mute(caller, id, userId, wanted.until(), wanted.reason()), caller);
    }

    @DeleteMapping("/mute")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unmute(Caller caller, @PathVariable RoomId id, @PathVariable UserId userId) {
        edit.unmute(caller, id, userId);
    }

    /** Member or spectator. */
    record NewStanding(@Nullable Standing standing) {}

    /** Until when, and why. */
    record Mute(@NotNull Instant until, @Nullable String reason) {}
}
