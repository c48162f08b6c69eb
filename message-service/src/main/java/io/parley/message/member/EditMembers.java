package io.parley.message.member;

import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.room.ChangeRoom;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Lets people in and out of rooms: one lock, one version and one telling for each change. */
@Component
class EditMembers {

    private final RoomStore store;
    private final ChangeRoom changes;
    private final NewMembers newMembers;
    private final JoinPoint joining;
    private final People people;
    private final Clock clock;

    EditMembers(
            RoomStore store,
            ChangeRoom changes,
            NewMembers newMembers,
            JoinPoint joining,
            People people,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.newMembers = newMembers;
        this.joining = joining;
        this.people = people;
        this.clock = clock;
    }

    /** Those who are members already change nothing. */
    Room add(Caller caller, RoomId id, List<UserId> wanted) {
        changes.requireEarly(caller, id, Action.MANAGE);
        var known = newMembers.lookUp(wanted.stream().distinct().toList());
        joining.await(id);
        return changes.change(caller, id, Action.MANAGE, room -> joined(caller, room, known));
    }

    /** One who is no member changes nothing. A user may go, and an admin may send away. */
    Room remove(Caller caller, RoomId id, UserId person) {
        var isOwnWill = person.equals(caller.id()) && !caller.isAdmin();
        var action = isOwnWill ? Action.LEAVE : Action.MANAGE;
        return changes.change(caller, id, action, room -> left(caller, room, person));
    }

    private Room joined(Caller caller, Room room, List<Person> known) {
        requireMembersOnly(room);
        requireNoneBanned(room, known);
        people.keep(known);
        var inside = store.members().of(room.id());
        var coming = known.stream().filter(person -> !inside.contains(person.id())).toList();
        if (coming.isEmpty()) {
            return room;
        }
        newMembers.requireRoomFor(inside.size() + coming.size());
        var now = room.changed();
        store.rooms().update(now);
        store.members().add(now.id(), coming.stream().map(Person::id).toList(), clock.instant());
        store.changes().tell(now);
        coming.forEach(person -> store.changes().joined(now, caller.asActor(), person));
        return now;
    }

    private Room left(Caller caller, Room room, UserId person) {
        requireMembersOnly(room);
        if (!store.members().of(room.id()).contains(person)) {
            return room;
        }
        var now = room.changed();
        store.rooms().update(now);
        store.members().remove(now.id(), person, clock.instant());
        store.changes().tell(now);
        var who = Objects.requireNonNull(people.find(List.of(person)).get(person));
        store.changes().left(now, caller.asActor(), who);
        return now;
    }

    private void requireNoneBanned(Room room, List<Person> known) {
        var banned = store.bans().of(room.id());
        if (known.stream().anyMatch(person -> banned.contains(person.id()))) {
            throw Refusal.of(ErrorCode.CONFLICT, "one of them is banned from the room");
        }
    }

    private static void requireMembersOnly(Room room) {
        if (room.isForEverybody()) {
            throw Refusal.of(ErrorCode.CONFLICT, "everybody is a member of this room");
        }
    }
}
