package io.parley.message.creation;

import io.parley.message.directory.Directory;
import io.parley.message.directory.People;
import io.parley.message.room.Members;
import io.parley.message.room.Pair;
import io.parley.message.room.Room;
import io.parley.message.room.RoomChanges;
import io.parley.message.room.RoomStore;
import io.parley.message.room.Rooms;
import io.parley.message.web.Refusal;
import io.parley.model.Role;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The one room of two people, made on first contact. */
@Component
class DirectRooms {

    private final Directory directory;
    private final People people;
    private final Rooms rooms;
    private final Members members;
    private final RoomChanges changes;
    private final NewRooms newRooms;
    private final TransactionTemplate transaction;

    DirectRooms(
            Directory directory,
            People people,
            RoomStore store,
            NewRooms newRooms,
            TransactionTemplate transaction) {
        this.directory = directory;
        this.people = people;
        this.rooms = store.rooms();
        this.members = store.members();
        this.changes = store.changes();
        this.newRooms = newRooms;
        this.transaction = transaction;
    }

    /**
     * @param made false where the room was there before
     */
    record Opened(Room room, boolean made) {}

    /** Finds or makes the room; both roles are those that user-service has right now. */
    Opened open(UserId from, UserId to) {
        if (from.equals(to)) {
            throw Refusal.invalid("userId", "must be another person");
        }
        var both = directory.find(List.of(from, to));
        var sender = personOf(both, from).orElseThrow(DirectRooms::unknown);
        var receiver = personOf(both, to);
        // Who may not write to users is not told which of them exist
        var role = receiver.map(Person::role).orElse(Role.USER);
        if (MessagingPolicy.openDirect(sender.role(), role)
                instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
        if (receiver.isEmpty()) {
            throw unknown();
        }
        var pair = Pair.of(from, to);
        return rooms.findDirect(pair)
                .map(room -> new Opened(room, false))
                .orElseGet(() -> make(from, pair, both));
    }

    private Opened make(UserId from, Pair pair, List<Person> both) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var room = newRooms.newRoom(RoomKind.DIRECT, "", from);
                            if (!rooms.insertDirect(room, pair)) {
                                return new Opened(rooms.findDirect(pair).orElseThrow(), false);
                            }
                            people.keep(both);
                            members.add(
                                    room.id(), List.of(pair.low(), pair.high()), room.createdAt());
                            changes.tell(room);
                            return new Opened(room, true);
                        }));
    }

    private static Optional<Person> personOf(List<Person> both, UserId id) {
        return both.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    private static Refusal unknown() {
        return Refusal.of(ErrorCode.USER_NOT_FOUND);
    }
}
