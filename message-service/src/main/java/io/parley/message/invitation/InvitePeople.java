package io.parley.message.invitation;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.parley.message.access.Caller;
import io.parley.message.invitation.Invitations.Invitation;
import io.parley.message.room.ChangeRoom;
import io.parley.message.room.Room;
import io.parley.message.web.Refusal;
import io.parley.message.web.TimeToCome;
import io.parley.model.RoomId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Standing;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets admins hand out codes that let people into a room. */
@Component
class InvitePeople {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final int MOST_USES = 10_000;
    private static final int MOST_OF_A_ROOM = 100;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Invitations invitations;
    private final ChangeRoom changes;
    private final Clock clock;

    InvitePeople(Invitations invitations, ChangeRoom changes, Clock clock) {
        this.invitations = invitations;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is asked for: one use within seven days, as a member, unless it says otherwise. */
    record Wanted(
            @Nullable Instant expiresAt, @Nullable Integer uses, @Nullable Standing standing) {}

    /**
     * @param code shown this once
     */
    record Made(Invitation invitation, String code) {}

    Made invite(Caller caller, RoomId id, Wanted wanted) {
        var made = checked(caller, id, wanted);
        var code = InvitationCode.generate();
        changes.change(
                caller,
                id,
                Action.MANAGE,
                room -> {
                    requireMembersOnly(room);
                    invitations.insert(made, InvitationCode.digest(code).orElseThrow());
                    return room;
                });
        return new Made(made, code);
    }

    List<Invitation> list(Caller caller, RoomId id) {
        changes.requireEarly(caller, id, Action.MANAGE);
        return invitations.of(id);
    }

    /** One that is not there any more changes nothing. */
    void revoke(Caller caller, RoomId id, UUID invitation) {
        changes.change(
                caller,
                id,
                Action.MANAGE,
                room -> {
                    invitations.delete(id, invitation);
                    return room;
                });
    }

    private void requireMembersOnly(Room room) {
        if (room.isForEverybody()) {
            throw Refusal.of(ErrorCode.CONFLICT, "everybody is a member of this room");
        }
        if (invitations.count(room.id()) >= MOST_OF_A_ROOM) {
            throw Refusal.of(
                    ErrorCode.CONFLICT, "a room has at most " + MOST_OF_A_ROOM + " invitations");
        }
    }

    private Invitation checked(Caller caller, RoomId room, Wanted wanted) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var expiresAt =
                wanted.expiresAt() == null
                        ? now.plus(USUAL)
                        : TimeToCome.checked("expiresAt", wanted.expiresAt(), clock);
        var uses = wanted.uses() == null ? 1 : wanted.uses();
        if (uses < 1 || uses > MOST_USES) {
            throw Refusal.invalid("uses", "must be 1 to " + MOST_USES);
        }
        var standing = wanted.standing() == null ? Standing.MEMBER : wanted.standing();
        if (standing != Standing.MEMBER && standing != Standing.SPECTATOR) {
            throw Refusal.invalid("standing", "must be member or spectator");
        }
        return new Invitation(ids.generate(), room, standing, caller.id(), now, expiresAt, uses);
    }
}
