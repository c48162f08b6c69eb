package io.parley.user.account;

import io.parley.kafka.outbox.Outbox;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.user.UserLog;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import io.parley.user.availability.Availabilities;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the other services what an account is now, in the transaction in which it becomes so. */
@Component
public class AccountLog {

    /** Twice the life of an access token: whoever hears of it later has no use for it. */
    private static final Duration ENDED_LATELY = Duration.ofMinutes(10);

    /** Of somebody who logs in and out without a break. */
    private static final int MOST_ENDED = 1_000;

    private final JdbcClient database;
    private final Outbox outbox;
    private final EntityManager entities;
    private final Availabilities availabilities;
    private final Clock clock;

    AccountLog(
            JdbcClient database,
            Outbox outbox,
            EntityManager entities,
            Availabilities availabilities,
            Clock clock) {
        this.database = database;
        this.availabilities = availabilities;
        this.outbox = outbox;
        this.entities = entities;
        this.clock = clock;
    }

    private record Row(
            String username,
            String displayName,
            Role role,
            @Nullable Instant bannedUntil,
            long version) {}

    /** After the change, before the commit. Takes the account's lock, so that changes queue up. */
    public void tell(UserId id) {
        // Edited entities must have reached the table that is read here
        entities.flush();
        var row =
                database.sql(
                                """
                                update account set snapshot_version = snapshot_version + 1
                                where id = ?
                                returning username, display_name, role, banned_until,
                                    snapshot_version
                                """)
                        .param(id.value())
                        .query(AccountLog::row)
                        .single();
        // Only now: under the lock, later changes have later times
        var now = clock.instant();
        var snapshot =
                new UserSnapshot(
                                id,
                                row.version(),
                                now,
                                row.username(),
                                row.displayName(),
                                row.role(),
                                Optional.ofNullable(row.bannedUntil())
                                        .filter(now::isBefore)
                                        .orElse(null),
                                endedLately(id, now))
                        .with(availabilities.find(id).at(now));
        outbox.add(UserLog.TOPIC, 0, id.toString(), Json.MAPPER.writeValueAsBytes(snapshot));
    }

    private Set<UUID> endedLately(UserId id, Instant now) {
        return database
                .sql(
                        """
                        select id from user_session where account_id = ? and ended_at > ?
                        order by ended_at desc limit ?
                        """)
                .params(id.value(), Timestamp.from(now.minus(ENDED_LATELY)), MOST_ENDED)
                .query(UUID.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var until = row.getTimestamp("banned_until");
        return new Row(
                row.getString("username"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                until == null ? null : until.toInstant(),
                row.getLong("snapshot_version"));
    }
}
