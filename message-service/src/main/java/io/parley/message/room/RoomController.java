package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rooms over REST: reading and changing them. */
@RestController
class RoomController {

    private final Rooms rooms;
    private final RoomViews views;
    private final RoomAccess access;
    private final EditRoom edit;

    RoomController(Rooms rooms, RoomViews views, RoomAccess access, EditRoom edit) {
        this.rooms = rooms;
        this.views = views;
        this.access = access;
        this.edit = edit;
    }

    @GetMapping("/rooms")
    Page<RoomView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable RoomId cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var size = Page.limit(limit);
        var found = rooms.visibleTo(caller.id(), caller.isAdmin(), cursor, size + 1);
        return Page.of(views.listed(found, caller), size, room -> room.id().toString());
    }

    @GetMapping("/rooms/{id}")
    ResponseEntity<RoomView> get(Caller caller, @PathVariable RoomId id) {
        return views.shown(access.requireSight(caller, id), caller);
    }

    @PatchMapping("/rooms/{id}")
    ResponseEntity<RoomView> change(
            Caller caller,
            @PathVariable RoomId id,
            @RequestBody RoomChange wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return views.shown(edit.change(caller, id, wanted, ifMatch), caller);
    }
}
