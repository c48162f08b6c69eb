package io.parley.user.account;

import com.fasterxml.uuid.NoArgGenerator;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes accounts. Of two that ask for one name at once, exactly one gets it. */
@Component
class NewAccounts {

    private final JdbcClient database;
    private final NoArgGenerator ids;
    private final Clock clock;

    NewAccounts(JdbcClient database, NoArgGenerator ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Empty if the name is taken. */
    Optional<Person> add(Username name, DisplayName displayName, Role role, String passwordHash) {
        var person =
                new Person(new UserId(ids.generate()), name.value(), displayName.value(), role);
        int stored =
                database.sql(
                                """
                                insert into account (id, username, display_name, role,
                                                     password_hash, created_at, version)
                                values (?, ?, ?, ?, ?, ?, 0)
                                on conflict (username) do nothing
                                """)
                        .params(
                                person.id().value(),
                                person.username(),
                                person.displayName(),
                                role.name(),
                                passwordHash,
                                Timestamp.from(clock.instant()))
                        .update();
        return stored == 1 ? Optional.of(person) : Optional.empty();
    }
}
