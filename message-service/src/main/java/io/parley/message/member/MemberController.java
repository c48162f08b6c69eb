package io.parley.message.member;

import io.parley.message.access.Caller;
import io.parley.message.room.MemberView;
import io.parley.message.room.Members;
import io.parley.message.room.RoomAccess;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Members of rooms over REST. */
@RestController
@RequestMapping("/rooms/{id}/members")
class MemberController {

    private final RoomAccess access;
    private final Members members;
    private final RoomViews views;
    private final EditMembers edit;

    MemberController(RoomAccess access, Members members, RoomViews views, EditMembers edit) {
        this.access = access;
        this.members = members;
        this.views = views;
        this.edit = edit;
    }

    @GetMapping
    Page<MemberView> list(
            Caller caller,
            @PathVariable RoomId id,
            @RequestParam(required = false) @Nullable UserId cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var room = access.requireSight(caller, id);
        var size = Page.limit(limit);
        return Page.of(
                members.page(room.id(), cursor, size + 1), size, member -> member.id().toString());
    }

    @PostMapping
    ResponseEntity<RoomView> add(
            Caller caller, @PathVariable RoomId id, @Valid @RequestBody AddMembers wanted) {
        return views.shown(edit.add(caller, id, wanted.members()), caller);
    }

    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable RoomId id, @PathVariable UserId userId) {
        edit.remove(caller, id, userId);
    }

    /** Who is to join. */
    record AddMembers(@NotEmpty List<@NotNull UserId> members) {}
}
