package io.parley.message.directory;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.user.UserSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The copies of people in the database: as the log of accounts has them, or, for those whom it has
 * not named yet, as good as their last look-up.
 */
@Component
public class People {

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what was looked up, in the order of ids so that writers do not wait in a circle. */
    public void keep(Collection<Person> people) {
        people.stream()
                .sorted(Comparator.comparing(person -> person.id().value()))
                .forEach(this::keep);
    }

    /**
     * Takes what the log of accounts says: from then on nothing else changes the copy.
     *
     * @return whether rooms have to be told: the role is, or may be, another one
     */
    public boolean follow(UserSnapshot account) {
        var before =
                jdbc.sql("SELECT role, version FROM person WHERE id = ? FOR UPDATE")
                        .param(account.userId().value())
                        .query((row, number) -> new Known(row.getString(1), row.getLong(2)))
                        .optional();
        if (before.filter(known -> known.version >= account.version()).isPresent()) {
            return false;
        }
        put(account);
        // a look-up may have been ahead of the log, and then it told nobody
        return before.isEmpty()
                || before.get().version == 0
                || !before.get().role.equals(account.role().name());
    }

    private void put(UserSnapshot account) {
        jdbc.sql(
                        """
                        INSERT INTO person (id, username, name, role, version)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                        SET username = excluded.username, name = excluded.name,
                            role = excluded.role, version = excluded.version
                        WHERE person.version < excluded.version
                        """)
                .params(
                        account.userId().value(),
                        account.username(),
                        account.displayName(),
                        account.role().name(),
                        account.version())
                .update();
    }

    private record Known(String role, long version) {}

    public Map<UserId, Person> find(Collection<UserId> ids) {
        return jdbc
                .sql("SELECT id, username, name, role FROM person WHERE id = ANY(?)")
                .param(ids.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, number) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /** Reads columns {@code id, username, name, role}. */
    public static Person read(ResultSet row) throws SQLException {
        return new Person(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("name"),
                Role.valueOf(row.getString("role")));
    }

    /** Ids in one statement's parameter. */
    public static UUID[] array(List<UserId> ids) {
        return ids.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private void keep(Person person) {
        jdbc.sql(
                        """
                        INSERT INTO person (id, username, name, role) VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                        SET username = excluded.username, name = excluded.name, role = excluded.role
                        WHERE person.version = 0
                            AND (person.username, person.name, person.role)
                            IS DISTINCT FROM (excluded.username, excluded.name, excluded.role)
                        """)
                .params(
                        person.id().value(),
                        person.username(),
                        person.displayName(),
                        person.role().name())
                .update();
    }
}
