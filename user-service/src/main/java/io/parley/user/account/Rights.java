package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person may be given a token for. */
@Component
public class Rights {

    private final JdbcClient database;
    private final Clock clock;

    Rights(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What an account is.
     *
     * @param asOf a change that is not in here happened after this time
     */
    public record Standing(Person person, Optional<Instant> bannedUntil, Instant asOf) {}

    /**
     * Waits for a change that is being made: a token whose time is {@code asOf} cannot say
     * something older than what the log of accounts says with an earlier time.
     */
    @Transactional
    public Optional<Standing> of(UserId id) {
        var asOf = clock.instant();
        return database.sql(
                        """
                        select id, username, display_name, role, banned_until
                        from account where id = ? for share
                        """)
                .param(id.value())
                .query((row, number) -> standing(row, asOf))
                .optional();
    }

    private static Standing standing(ResultSet row, Instant asOf) throws SQLException {
        var until = row.getTimestamp("banned_until");
        return new Standing(
                new Person(
                        new UserId(row.getObject("id", UUID.class)),
                        row.getString("username"),
                        row.getString("display_name"),
                        Role.valueOf(row.getString("role"))),
                Optional.ofNullable(until).map(Timestamp::toInstant).filter(asOf::isBefore),
                asOf);
    }
}
