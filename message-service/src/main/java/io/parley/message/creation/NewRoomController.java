package io.parley.message.creation;

import io.parley.message.access.Caller;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.message.web.IdempotencyKeys;
import io.parley.message.web.Refusal;
import io.parley.model.RoomHistory;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Makes rooms over REST. */
@RestController
class NewRoomController {

    private final GroupRooms groups;
    private final DirectRooms directs;
    private final RoomViews views;

    NewRoomController(GroupRooms groups, DirectRooms directs, RoomViews views) {
        this.groups = groups;
        this.directs = directs;
        this.views = views;
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
        return views.created(groups.create(caller, wanted, key), caller);
    }

    @PostMapping("/dm/{userId}")
    ResponseEntity<RoomView> open(Caller caller, @PathVariable UserId userId) {
        return opened(caller, userId);
    }

    private ResponseEntity<RoomView> opened(Caller caller, UserId other) {
        var opened = directs.open(caller.id(), other);
        return opened.made()
                ? views.created(opened.room(), caller)
                : views.shown(opened.room(), caller);
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
