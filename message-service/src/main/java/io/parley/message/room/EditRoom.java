package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.web.Refusal;
import io.parley.message.web.Versions;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes rooms that exist: one lock, one version and one telling for each change. */
@Component
class EditRoom {

    private final RoomStore store;
    private final RoomAccess access;
    private final NewMembers newMembers;
    private final People people;
    private final TransactionTemplate transaction;
    private final Clock clock;

    EditRoom(
            RoomStore store,
            RoomAccess access,
            NewMembers newMembers,
            People people,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.newMembers = newMembers;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    Room rename(Caller caller, RoomId id, @Nullable String wanted, @Nullable String ifMatch) {
        return change(
                caller,
                id,
                room -> {
                    Versions.check(ifMatch, room.version());
                    var name = RoomName.check(wanted);
                    return name.equals(room.name()) ? room : renamed(caller, room.renamed(name));
                });
    }

    /** Those who are members already change nothing. */
    Room addMembers(Caller caller, RoomId id, List<UserId> wanted) {
        access.requireManage(caller, access.requireSight(caller, id));
        var known = newMembers.lookUp(wanted.stream().distinct().toList());
        return change(caller, id, room -> joined(caller, room, known));
    }

    /** One who is no member changes nothing. */
    Room removeMember(Caller caller, RoomId id, UserId person) {
        return change(caller, id, room -> left(caller, room, person));
    }

    private Room change(Caller caller, RoomId id, UnaryOperator<Room> step) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var room = store.rooms().lock(id).orElseThrow(RoomAccess::notFound);
                            access.requireManage(caller, room);
                            return step.apply(room);
                        }));
    }

    private Room renamed(Caller caller, Room now) {
        var data = new EventData.RoomUpdated(now.name());
        store.rooms().update(now);
        store.changes().tell(now);
        store.changes().log(now, caller.asActor(), EventType.ROOM_UPDATED, data, "name");
        return now;
    }

    private Room joined(Caller caller, Room room, List<Person> known) {
        people.keep(known);
        var inside = store.members().of(room.id());
        var joining = known.stream().filter(person -> !inside.contains(person.id())).toList();
        if (joining.isEmpty()) {
            return room;
        }
        newMembers.requireRoomFor(inside.size() + joining.size());
        var now = room.changed();
        store.rooms().update(now);
        store.members().add(now.id(), joining.stream().map(Person::id).toList(), clock.instant());
        store.changes().tell(now);
        joining.forEach(person -> log(caller, now, EventType.MEMBER_JOINED, person));
        return now;
    }

    private Room left(Caller caller, Room room, UserId person) {
        if (room.kind() == RoomKind.DIRECT) {
            throw Refusal.of(ErrorCode.POLICY_DENIED);
        }
        if (!store.members().of(room.id()).contains(person)) {
            return room;
        }
        var now = room.changed();
        store.rooms().update(now);
        store.members().remove(now.id(), person);
        store.changes().tell(now);
        log(caller, now, EventType.MEMBER_LEFT, people.find(List.of(person)).get(person));
        return now;
    }

    private void log(Caller caller, Room now, EventType type, @Nullable Person person) {
        var who = Objects.requireNonNull(person);
        var data = new EventData.MemberChanged(who.id(), who.displayName());
        store.changes().log(now, caller.asActor(), type, data, who.id().toString());
    }
}
