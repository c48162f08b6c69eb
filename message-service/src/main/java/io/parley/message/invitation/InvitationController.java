package io.parley.message.invitation;

import io.parley.message.access.Caller;
import io.parley.message.invitation.Invitations.Invitation;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import io.parley.model.policy.Standing;
import io.parley.model.text.WrittenText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations into rooms over REST. */
@RestController
class InvitationController {

    private static final String OF_A_ROOM = "/rooms/{id}/invitations";

    private final InvitePeople invite;
    private final AcceptInvitation accept;
    private final RoomViews views;

    InvitationController(InvitePeople invite, AcceptInvitation accept, RoomViews views) {
        this.invite = invite;
        this.accept = accept;
        this.views = views;
    }

    @PostMapping(OF_A_ROOM)
    @ResponseStatus(HttpStatus.CREATED)
    InvitationView create(
            Caller caller,
            @PathVariable RoomId id,
            @RequestBody(required = false) InvitePeople.@Nullable Wanted wanted) {
        var asked = wanted == null ? new InvitePeople.Wanted(null, null, null) : wanted;
        var made = invite.invite(caller, id, asked);
        return InvitationView.of(made.invitation(), made.code());
    }

    @GetMapping(OF_A_ROOM)
    Page<InvitationView> list(Caller caller, @PathVariable RoomId id) {
        var found = invite.list(caller, id);
        return new Page<>(found.stream().map(one -> InvitationView.of(one, null)).toList(), null);
    }

    @DeleteMapping(OF_A_ROOM + "/{invitationId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable RoomId id, @PathVariable UUID invitationId) {
        invite.revoke(caller, id, invitationId);
    }

    @PostMapping("/invitations/accept")
    ResponseEntity<RoomView> accept(Caller caller, @Valid @RequestBody Accept wanted) {
        return views.shown(accept.accept(caller, WrittenText.strip(wanted.code())), caller);
    }

    /** The code as it was handed out. */
    record Accept(@NotNull String code) {}

    /**
     * An invitation as admins see it.
     *
     * @param code where it is made, and never again
     */
    record InvitationView(
            UUID id,
            @Nullable String code,
            Standing standing,
            Instant createdAt,
            Instant expiresAt,
            int usesLeft) {

        static InvitationView of(Invitation one, @Nullable String code) {
            return new InvitationView(
                    one.id(),
                    code,
                    one.standing(),
                    one.createdAt(),
                    one.expiresAt(),
                    one.usesLeft());
        }
    }
}
