package io.parley.message.support;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.parley.message.access.Caller;
import io.parley.message.directory.People;
import io.parley.message.member.NewMembers;
import io.parley.message.room.QueueId;
import io.parley.message.room.RoomName;
import io.parley.message.room.RoomStore;
import io.parley.message.web.Refusal;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes and changes support queues, as admins wish. */
@Component
class EditQueues {

    private static final int MOST_AGENTS = 200;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Queues queues;
    private final QueueAgents agents;
    private final RoomStore store;
    private final NewMembers newMembers;
    private final People people;
    private final TransactionTemplate transaction;

    EditQueues(
            Queues queues,
            QueueAgents agents,
            RoomStore store,
            NewMembers newMembers,
            People people,
            TransactionTemplate transaction) {
        this.queues = queues;
        this.agents = agents;
        this.store = store;
        this.newMembers = newMembers;
        this.people = people;
        this.transaction = transaction;
    }

    Queue create(Caller caller, @Nullable String wanted, List<UserId> wantedAgents) {
        requireAdmin(caller);
        var name = RoomName.check(wanted);
        var known = admins(wantedAgents);
        var id = new QueueId(ids.generate());
        transaction.executeWithoutResult(
                status -> {
                    people.keep(known);
                    queues.insert(id, name, caller.id());
                    queues.addAgents(id, known.stream().map(Person::id).toList());
                });
        return new Queue(id, name, queues.agents(id));
    }

    /** What is left out stays as it is. */
    Queue change(
            Caller caller,
            QueueId id,
            @Nullable String wanted,
            @Nullable List<UserId> wantedAgents) {
        requireAdmin(caller);
        var name = wanted == null ? null : RoomName.check(wanted);
        var known = wantedAgents == null ? null : admins(wantedAgents);
        transaction.executeWithoutResult(
                status -> {
                    if (known != null) {
                        people.keep(known);
                    }
                    var before = queues.lock(id).orElseThrow(EditQueues::unknown);
                    if (name != null && !name.equals(before)) {
                        rename(caller, id, name);
                    }
                    if (known != null) {
                        setAgents(caller, id, known);
                    }
                });
        return new Queue(id, queues.name(id).orElseThrow(EditQueues::unknown), queues.agents(id));
    }

    static Refusal unknown() {
        return Refusal.of(ErrorCode.NOT_FOUND, "there is no such queue");
    }

    private void rename(Caller caller, QueueId id, String name) {
        queues.rename(id, name);
        for (var room : store.rooms().lockSupport(id)) {
            var now = room.renamed(name);
            store.rooms().update(now);
            store.changes().tell(now);
            var data = new EventData.RoomUpdated(name);
            store.changes().log(now, caller.asActor(), EventType.ROOM_UPDATED, data, "name");
        }
    }

    private void setAgents(Caller caller, QueueId id, List<Person> wanted) {
        var before = queues.agents(id);
        agents.change(id, caller.asActor(), without(wanted, before), without(before, wanted));
    }

    private static List<Person> without(List<Person> people, List<Person> others) {
        var ids = others.stream().map(Person::id).toList();
        return people.stream().filter(person -> !ids.contains(person.id())).toList();
    }

    private List<Person> admins(List<UserId> wanted) {
        var distinct = wanted.stream().distinct().toList();
        if (distinct.size() > MOST_AGENTS) {
            throw Refusal.invalid("agents", "a queue has at most " + MOST_AGENTS + " agents");
        }
        var known = distinct.isEmpty() ? List.<Person>of() : newMembers.lookUp("agents", distinct);
        if (known.stream().anyMatch(person -> person.role() != Role.ADMIN)) {
            throw Refusal.invalid("agents", "must be admins");
        }
        return known;
    }

    private static void requireAdmin(Caller caller) {
        if (MessagingPolicy.manageQueues(caller.role())
                instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
    }
}
