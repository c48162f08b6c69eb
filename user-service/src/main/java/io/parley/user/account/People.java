package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts as others see them. Who may see whom is not decided here. */
@Component
public class People {

    private static final String SELECT =
            "select a.id, a.username, a.display_name, a.role from account a ";

    private final JdbcClient database;

    People(JdbcClient database) {
        this.database = database;
    }

    /**
     * Part of a list by username.
     *
     * @param adminsOnly leaves everybody else out
     * @param query start of a username or of a word of a display name; blank for all
     * @param after the username before the first one wanted; empty for the start
     */
    public record Page(boolean adminsOnly, String query, String after, int limit) {}

    public Optional<Person> find(UserId id) {
        return database.sql(SELECT + "where a.id = ?")
                .param(id.value())
                .query(People::person)
                .optional();
    }

    /** Those who exist, in no particular order. */
    public List<Person> findAll(Collection<UserId> ids) {
        return database.sql(SELECT + "where a.id = any(?)")
                .param(ids.stream().map(UserId::value).toArray(UUID[]::new))
                .query(People::person)
                .list();
    }

    public List<Person> page(Page page) {
        var start = SearchTerms.Start.of(page.query());
        // Two statements: one plan cannot suit both
        return database.sql(
                        SELECT
                                + "where a.username > :after"
                                + (page.adminsOnly() ? " and a.role = 'ADMIN'" : "")
                                + (start.isAll() ? "" : " and " + SearchTerms.CONDITION)
                                + " order by a.username limit :limit")
                .param("after", page.after())
                .param("from", start.from())
                .param("to", start.to())
                .param("limit", page.limit())
                .query(People::person)
                .list();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")));
    }
}
