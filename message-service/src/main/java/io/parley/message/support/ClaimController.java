package io.parley.message.support;

import io.parley.message.access.Caller;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.model.RoomId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Claims of support rooms over REST. */
@RestController
@RequestMapping("/rooms/{id}/claim")
class ClaimController {

    private final ClaimRoom claims;
    private final RoomViews views;

    ClaimController(ClaimRoom claims, RoomViews views) {
        this.claims = claims;
        this.views = views;
    }

    @PutMapping
    ResponseEntity<RoomView> claim(Caller caller, @PathVariable RoomId id) {
        return views.shown(claims.claim(caller, id), caller);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(Caller caller, @PathVariable RoomId id) {
        claims.release(caller, id);
    }
}
