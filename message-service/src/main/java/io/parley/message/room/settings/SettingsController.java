package io.parley.message.room.settings;

import io.parley.message.access.Caller;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.model.RoomId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** A room's settings over REST; they are read with the room. */
@RestController
class SettingsController {

    private final EditSettings edit;
    private final RoomViews views;

    SettingsController(EditSettings edit, RoomViews views) {
        this.edit = edit;
        this.views = views;
    }

    @PatchMapping("/rooms/{id}/settings")
    ResponseEntity<RoomView> change(
            Caller caller,
            @PathVariable RoomId id,
            @RequestBody SettingsChange wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return views.shown(edit.change(caller, id, wanted, ifMatch), caller);
    }
}
