package io.parley.user.directory;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.access.Caller;
import io.parley.user.account.People;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whom a person may see here: an admin everybody, a user all admins and themselves. People who
 * share a room are known to message-service, which shows them with the room.
 */
@Component
class Contacts {

    private final People people;

    Contacts(People people) {
        this.people = people;
    }

    /** A hidden person is as absent as one who does not exist. */
    Optional<Person> find(Caller caller, UserId id) {
        return people.find(id).filter(person -> sees(caller, person));
    }

    List<Person> page(Caller caller, String query, String after, int limit) {
        return people.page(new People.Page(caller.role() != Role.ADMIN, query, after, limit));
    }

    private static boolean sees(Caller caller, Person person) {
        return caller.role() == Role.ADMIN
                || person.role() == Role.ADMIN
                || person.id().equals(caller.id());
    }
}
