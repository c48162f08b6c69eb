package io.parley.message.support;

import io.parley.message.room.QueueId;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.room.SupportCase;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.room.Person;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Keeps the members of a queue's rooms to be the customer and the queue's agents. Runs inside a
 * transaction that holds the queue; each room costs a version and a record in the log.
 */
@Component
public class QueueAgents {

    private final Queues queues;
    private final RoomStore store;
    private final Clock clock;

    QueueAgents(Queues queues, RoomStore store, Clock clock) {
        this.queues = queues;
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param joining not yet agents
     * @param leaving agents so far
     */
    public void change(QueueId queue, Actor by, List<Person> joining, List<Person> leaving) {
        if (joining.isEmpty() && leaving.isEmpty()) {
            return;
        }
        queues.removeAgents(queue, ids(leaving));
        queues.addAgents(queue, ids(joining));
        for (var room : store.rooms().lockSupport(queue)) {
            change(room, by, joining, leaving);
        }
    }

    private void change(Room room, Actor by, List<Person> joining, List<Person> leaving) {
        var support = Objects.requireNonNull(room.support());
        var gone = leaving.stream().filter(person -> !isCustomer(support, person)).toList();
        var come = joining.stream().filter(person -> !isCustomer(support, person)).toList();
        var claimer =
                gone.stream().filter(person -> person.id().equals(support.claimedBy())).findAny();
        var now = claimer.isPresent() ? room.claimedBy(support, null) : room.changed();
        store.rooms().update(now);
        gone.forEach(person -> store.members().remove(now.id(), person.id(), clock.instant()));
        store.members().add(now.id(), ids(come), clock.instant());
        store.changes().tell(now);
        claimer.ifPresent(agent -> store.changes().released(now, by, agent));
        gone.forEach(person -> store.changes().left(now, by, person));
        come.forEach(person -> store.changes().joined(now, by, person));
    }

    private static boolean isCustomer(SupportCase support, Person person) {
        return support.customer().equals(person.id());
    }

    private static Collection<UserId> ids(List<Person> people) {
        return people.stream().map(Person::id).toList();
    }
}
