package io.parley.message.invitation;

import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.invitation.Invitations.Invitation;
import io.parley.message.member.JoinPoint;
import io.parley.message.member.NewMembers;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.web.Refusal;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a person into the room that a code is for. Who is inside already uses nothing up; to who is
 * banned there the code is as unknown as any other.
 */
@Component
class AcceptInvitation {

    private final Invitations invitations;
    private final RoomStore store;
    private final NewMembers newMembers;
    private final JoinPoint joining;
    private final People people;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AcceptInvitation(
            Invitations invitations,
            RoomStore store,
            NewMembers newMembers,
            JoinPoint joining,
            People people,
            TransactionTemplate transaction,
            Clock clock) {
        this.invitations = invitations;
        this.store = store;
        this.newMembers = newMembers;
        this.joining = joining;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    Room accept(Caller caller, String code) {
        var invitation =
                InvitationCode.digest(code)
                        .flatMap(invitations::find)
                        .orElseThrow(AcceptInvitation::unknown);
        var person = newMembers.lookUp(caller.id());
        joining.await(invitation.roomId());
        return Objects.requireNonNull(
                transaction.execute(status -> accept(caller, person, invitation)));
    }

    private Room accept(Caller caller, Person person, Invitation invitation) {
        var room = store.rooms().lock(invitation.roomId()).orElseThrow(AcceptInvitation::unknown);
        if (store.bans().of(room.id()).contains(person.id())) {
            throw unknown();
        }
        var inside = store.members().of(room.id());
        if (inside.contains(person.id())) {
            return room;
        }
        newMembers.requireRoomFor(inside.size() + 1);
        if (!invitations.use(invitation.id())) {
            throw unknown();
        }
        return joined(caller, room, person, invitation.standing());
    }

    private Room joined(Caller caller, Room room, Person person, Standing standing) {
        people.keep(List.of(person));
        var now = room.changed();
        store.rooms().update(now);
        store.members().add(now.id(), List.of(person.id()), standing, clock.instant());
        store.changes().tell(now);
        store.changes().joined(now, caller.asActor(), person);
        if (standing == Standing.SPECTATOR) {
            store.changes().standing(now, caller.asActor(), person, standing, null);
        }
        return now;
    }

    private static Refusal unknown() {
        return Refusal.of(ErrorCode.NOT_FOUND, "there is no such invitation, or not any more");
    }
}
