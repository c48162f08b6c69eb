package io.parley.message.support;

import io.parley.message.access.Caller;
import io.parley.message.creation.NewRooms;
import io.parley.message.directory.People;
import io.parley.message.member.NewMembers;
import io.parley.message.room.QueueId;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.room.SupportCase;
import io.parley.message.web.Refusal;
import io.parley.model.Role;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The one room of a user and a queue, made when the user first asks for it. */
@Component
class OpenSupport {

    private final Queues queues;
    private final RoomStore store;
    private final NewRooms newRooms;
    private final NewMembers newMembers;
    private final People people;
    private final TransactionTemplate transaction;

    OpenSupport(
            Queues queues,
            RoomStore store,
            NewRooms newRooms,
            NewMembers newMembers,
            People people,
            TransactionTemplate transaction) {
        this.queues = queues;
        this.store = store;
        this.newRooms = newRooms;
        this.newMembers = newMembers;
        this.people = people;
        this.transaction = transaction;
    }

    /**
     * @param made false where the room was there before
     */
    record Opened(Room room, boolean made) {}

    Opened open(Caller caller, QueueId queue) {
        requireUser(caller.role());
        return store.rooms()
                .findSupport(queue, caller.id())
                .map(room -> new Opened(room, false))
                .orElseGet(() -> make(caller, queue));
    }

    private Opened make(Caller caller, QueueId queue) {
        var customer = newMembers.lookUp(caller.id());
        requireUser(customer.role());
        return Objects.requireNonNull(transaction.execute(status -> make(customer, queue)));
    }

    private Opened make(Person customer, QueueId queue) {
        people.keep(List.of(customer));
        var name = queues.share(queue).orElseThrow(EditQueues::unknown);
        var support = new SupportCase(queue, customer.id(), null);
        var room = newRooms.newRoom(RoomKind.SUPPORT, name, customer.id()).about(support);
        if (!store.rooms().insertSupport(room, support)) {
            return new Opened(store.rooms().findSupport(queue, customer.id()).orElseThrow(), false);
        }
        var inside = new LinkedHashSet<UserId>(List.of(customer.id()));
        queues.agents(queue).forEach(agent -> inside.add(agent.id()));
        store.members().add(room.id(), inside, room.createdAt());
        store.changes().tell(room);
        return new Opened(room, true);
    }

    private static void requireUser(Role role) {
        if (MessagingPolicy.openSupport(role) instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
    }
}
