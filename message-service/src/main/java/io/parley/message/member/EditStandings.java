package io.parley.message.member;

import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.room.ChangeRoom;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.web.Refusal;
import io.parley.message.web.TimeToCome;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes members spectators and back, takes their voice for a time, and sends people away. */
@Component
class EditStandings {

    private final RoomStore store;
    private final ChangeRoom changes;
    private final People people;
    private final NewMembers newMembers;
    private final JoinPoint joining;
    private final Clock clock;

    EditStandings(
            RoomStore store,
            ChangeRoom changes,
            People people,
            NewMembers newMembers,
            JoinPoint joining,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.people = people;
        this.newMembers = newMembers;
        this.joining = joining;
        this.clock = clock;
    }

    /**
     * Lets a person in with that standing, or gives it to who is in already.
     *
     * @param wanted member or spectator
     */
    Room put(Caller caller, RoomId id, UserId userId, @Nullable Standing wanted) {
        if (wanted != Standing.MEMBER && wanted != Standing.SPECTATOR) {
            throw Refusal.invalid("standing", "must be member or spectator");
        }
        var person = known(caller, id, Action.MANAGE, userId);
        joining.await(id);
        return changes.change(caller, id, Action.MANAGE, room -> put(caller, room, person, wanted));
    }

    /** Takes the person's voice until that time; a later call sets another time. */
    Room mute(Caller caller, RoomId id, UserId userId, Instant until, @Nullable String reason) {
        var end = TimeToCome.checked("until", until, clock);
        var why = Reason.check(reason);
        var person = known(caller, id, Action.MUTE, userId);
        return changes.change(
                caller, id, Action.MUTE, room -> muted(caller, room, person, end, why));
    }

    /** One who may speak changes nothing. */
    Room unmute(Caller caller, RoomId id, UserId userId) {
        var person = known(caller, id, Action.MUTE, userId);
        return changes.change(caller, id, Action.MUTE, room -> unmuted(caller, room, person));
    }

    /** Sends the person away until the ban is lifted; admins cannot be sent away. */
    Room ban(Caller caller, RoomId id, UserId userId, @Nullable String reason) {
        var why = Reason.check(reason);
        var person = known(caller, id, Action.MANAGE, userId);
        if (person.role() == Role.ADMIN) {
            throw Refusal.of(ErrorCode.POLICY_DENIED, "an admin cannot be banned from a room");
        }
        return changes.change(caller, id, Action.MANAGE, room -> banned(caller, room, person, why));
    }

    /** One who is not banned changes nothing. Who was a member must be let in again. */
    Room unban(Caller caller, RoomId id, UserId userId) {
        var person = known(caller, id, Action.MANAGE, userId);
        return changes.change(caller, id, Action.MANAGE, room -> unbanned(caller, room, person));
    }

    private Room put(Caller caller, Room room, Person person, Standing wanted) {
        if (store.bans().of(room.id()).contains(person.id())) {
            throw Refusal.of(ErrorCode.CONFLICT, "the person is banned from the room");
        }
        var inside = store.members().of(room.id());
        if (!inside.contains(person.id())) {
            newMembers.requireRoomFor(inside.size() + 1);
            return letIn(caller, room, person, wanted);
        }
        var isSpectator = store.members().spectators(room.id()).contains(person.id());
        if (isSpectator == (wanted == Standing.SPECTATOR)) {
            return room;
        }
        store.members().setStanding(room.id(), person.id(), wanted);
        var now = told(room);
        store.changes().standing(now, caller.asActor(), person, wanted, null);
        return now;
    }

    private Room letIn(Caller caller, Room room, Person person, Standing wanted) {
        people.keep(List.of(person));
        store.members().add(room.id(), List.of(person.id()), wanted, clock.instant());
        var now = told(room);
        store.changes().joined(now, caller.asActor(), person);
        if (wanted == Standing.SPECTATOR) {
            store.changes().standing(now, caller.asActor(), person, wanted, null);
        }
        return now;
    }

    private Room muted(
            Caller caller, Room room, Person person, Instant until, @Nullable String reason) {
        if (room.isForEverybody()) {
            people.keep(List.of(person));
        } else if (!store.members().of(room.id()).contains(person.id())) {
            throw Refusal.of(ErrorCode.USER_NOT_FOUND, "the person is not in the room");
        }
        store.mutes().put(room.id(), person.id(), until, reason, caller.id());
        var now = told(room);
        store.changes().standing(now, caller.asActor(), person, Standing.MUTED, until);
        return now;
    }

    private Room unmuted(Caller caller, Room room, Person person) {
        if (!store.mutes().remove(room.id(), person.id())) {
            return room;
        }
        var now = told(room);
        var isSpectator = store.members().spectators(room.id()).contains(person.id());
        var standing = isSpectator ? Standing.SPECTATOR : Standing.MEMBER;
        store.changes().standing(now, caller.asActor(), person, standing, null);
        return now;
    }

    private Room banned(Caller caller, Room room, Person person, @Nullable String reason) {
        people.keep(List.of(person));
        var earlier = store.bans().of(room.id());
        newMembers.requireRoomFor(earlier.size() + 1);
        store.bans().put(room.id(), person.id(), reason, caller.id());
        if (earlier.contains(person.id())) {
            return room;
        }
        if (store.members().of(room.id()).contains(person.id())) {
            store.members().remove(room.id(), person.id(), clock.instant());
        }
        var now = told(room);
        store.changes().standing(now, caller.asActor(), person, Standing.BANNED, null);
        return now;
    }

    private Room unbanned(Caller caller, Room room, Person person) {
        if (!store.bans().remove(room.id(), person.id())) {
            return room;
        }
        var now = told(room);
        store.changes().standing(now, caller.asActor(), person, Standing.NONE, null);
        return now;
    }

    private Room told(Room room) {
        var now = room.changed();
        store.rooms().update(now);
        store.changes().tell(now);
        return now;
    }

    private Person known(Caller caller, RoomId id, Action action, UserId person) {
        changes.requireEarly(caller, id, action);
        return newMembers.lookUp(person);
    }
}
