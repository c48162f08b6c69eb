package io.parley.user.account;

import com.fasterxml.uuid.NoArgGenerator;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes accounts. Of two that ask for one name at once, exactly one gets it. */
@Component
public class NewAccounts {

    private final JdbcClient database;
    private final NoArgGenerator ids;
    private final Clock clock;
    private final AccountLog accountLog;
    private final SearchTerms searchTerms;

    NewAccounts(
            JdbcClient database,
            NoArgGenerator ids,
            Clock clock,
            AccountLog accountLog,
            SearchTerms searchTerms) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.accountLog = accountLog;
        this.searchTerms = searchTerms;
    }

    /** What an account is to be like. */
    public record Wanted(Username name, DisplayName displayName, Role role, Optional<Email> email) {

        public Wanted as(Role other) {
            return new Wanted(name, displayName, other, email);
        }
    }

    /**
     * Empty if the name is taken.
     *
     * @param passwordHash none for somebody who signs in elsewhere
     */
    @Transactional
    public Optional<Person> add(Wanted wanted, Optional<String> passwordHash) {
        var person =
                new Person(
                        new UserId(ids.generate()),
                        wanted.name().value(),
                        wanted.displayName().value(),
                        wanted.role());
        int stored =
                database.sql(
                                """
                                insert into account (id, username, display_name, role,
                                    password_hash, email, created_at, version)
                                values (?, ?, ?, ?, ?, ?, ?, 0)
                                on conflict (username) do nothing
                                """)
                        .params(
                                Arrays.asList(
                                        person.id().value(),
                                        person.username(),
                                        person.displayName(),
                                        person.role().name(),
                                        passwordHash.orElse(null),
                                        wanted.email().map(Email::value).orElse(null),
                                        Timestamp.from(clock.instant())))
                        .update();
        if (stored == 0) {
            return Optional.empty();
        }
        searchTerms.put(person.id(), person.username(), person.displayName());
        accountLog.tell(person.id());
        return Optional.of(person);
    }
}
