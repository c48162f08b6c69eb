package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.web.IdempotencyKeys;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.service.VersionTag;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rooms over REST. */
@RestController
class RoomController {

    private final Rooms rooms;
    private final RoomViews views;
    private final RoomAccess access;
    private final GroupRooms groups;
    private final DirectRooms directs;
    private final EditRoom edit;

    RoomController(
            Rooms rooms,
            RoomViews views,
            RoomAccess access,
            GroupRooms groups,
            DirectRooms directs,
            EditRoom edit) {
        this.rooms = rooms;
        this.views = views;
        this.access = access;
        this.groups = groups;
        this.directs = directs;
        this.edit = edit;
    }

    @PostMapping("/rooms")
    ResponseEntity<RoomView> create(
            Caller caller,
            @Valid @RequestBody CreateRoom wanted,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key) {
        if (wanted.kind() == RoomKind.DIRECT) {
            requireAllHistory(wanted);
            return opened(caller, onlyOther(caller, wanted));
        }
        return created(caller, groups.create(caller, wanted, key));
    }

    @PostMapping("/dm/{userId}")
    ResponseEntity<RoomView> open(Caller caller, @PathVariable UserId userId) {
        return opened(caller, userId);
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
        return shown(caller, access.requireSight(caller, id));
    }

    @PatchMapping("/rooms/{id}")
    ResponseEntity<RoomView> change(
            Caller caller,
            @PathVariable RoomId id,
            @RequestBody RoomChange wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return shown(caller, edit.change(caller, id, wanted, ifMatch));
    }

    private ResponseEntity<RoomView> opened(Caller caller, UserId other) {
        var opened = directs.open(caller.id(), other);
        return opened.made() ? created(caller, opened.room()) : shown(caller, opened.room());
    }

    private ResponseEntity<RoomView> created(Caller caller, Room room) {
        return ResponseEntity.created(URI.create("/api/v1/rooms/" + room.id()))
                .eTag(VersionTag.of(room.version()))
                .body(views.full(room, caller));
    }

    private ResponseEntity<RoomView> shown(Caller caller, Room room) {
        return ResponseEntity.ok()
                .eTag(VersionTag.of(room.version()))
                .body(views.full(room, caller));
    }

    private static void requireAllHistory(CreateRoom wanted) {
        if (wanted.historyOrAll() != RoomHistory.ALL) {
            throw Refusal.invalid("history", "the two of a direct room read all of it");
        }
    }

    private static UserId onlyOther(Caller caller, CreateRoom wanted) {
        var others = wanted.others(caller.id());
        if (others.size() != 1) {
            throw Refusal.invalid("members", "a direct room is with exactly one other person");
        }
        return others.getFirst();
    }
}
