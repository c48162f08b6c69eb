package io.parley.message.account;

import io.parley.message.directory.People;
import io.parley.message.room.RoomStore;
import io.parley.message.support.QueueAgents;
import io.parley.message.support.Queues;
import io.parley.model.Role;
import io.parley.model.event.Actor;
import io.parley.model.room.Person;
import io.parley.model.user.UserSnapshot;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes rooms follow accounts: direct rooms freeze and thaw with the roles of their two people, and
 * who is no admin any more answers in no support queue. A snapshot that was applied before changes
 * nothing.
 *
 * <p>Locks are taken in the order person, queue, rooms by id, as everywhere in this package.
 */
@Component
class RoleChanges {

    private final People people;
    private final RoomStore store;
    private final Queues queues;
    private final QueueAgents agents;
    private final TransactionTemplate transaction;

    RoleChanges(
            People people,
            RoomStore store,
            Queues queues,
            QueueAgents agents,
            TransactionTemplate transaction) {
        this.people = people;
        this.store = store;
        this.queues = queues;
        this.agents = agents;
        this.transaction = transaction;
    }

    void apply(UserSnapshot account) {
        transaction.executeWithoutResult(
                status -> {
                    if (people.follow(account)) {
                        tellDirectRooms(account);
                        leaveQueues(account);
                    }
                });
    }

    private void tellDirectRooms(UserSnapshot account) {
        for (var room : store.rooms().lockDirect(account.userId())) {
            var now = room.changed();
            store.rooms().update(now);
            store.changes().tell(now);
        }
    }

    private void leaveQueues(UserSnapshot account) {
        if (account.role() == Role.ADMIN) {
            return;
        }
        var person =
                new Person(
                        account.userId(),
                        account.username(),
                        account.displayName(),
                        account.role());
        for (var queue : queues.ofAgent(account.userId())) {
            if (queues.lock(queue).isPresent()) {
                agents.change(queue, Actor.SYSTEM, List.of(), List.of(person));
            }
        }
    }
}
