package io.parley.user.admin;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.user.account.SearchTerms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts as admins see them. */
@Component
class AdminPeople {

    private static final String SELECT =
            """
            select a.id, a.username, a.display_name, a.role, a.created_at, a.snapshot_version,
                case when a.banned_until > :now then a.banned_until end as banned_until,
                case when a.banned_until > :now then a.ban_reason end as ban_reason,
                (select count(*) from user_session s where s.account_id = a.id
                    and s.ended_at is null and s.expires_at > :now) as live_sessions,
                exists (select from second_factor f where f.account_id = a.id
                    and f.confirmed_at is not null) as second_factor
            from account a
            """;

    private final JdbcClient database;
    private final Clock clock;

    AdminPeople(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An account, and what is known about its use. */
    record View(
            UUID id,
            String username,
            String displayName,
            Role role,
            Instant createdAt,
            @Nullable Instant bannedUntil,
            @Nullable String banReason,
            boolean secondFactor,
            long liveSessions,
            long version) {}

    /**
     * Part of a list by username.
     *
     * @param query start of a username or of a word of a display name; blank for all
     * @param after the username before the first one wanted; empty for the start
     */
    record Page(
            String query, @Nullable Role role, @Nullable Boolean banned, String after, int limit) {}

    Optional<View> find(UserId id) {
        return database.sql(SELECT + "where a.id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .query(AdminPeople::view)
                .optional();
    }

    List<View> page(Page page) {
        var start = SearchTerms.Start.of(page.query());
        return database.sql(
                        SELECT
                                + """
                                where a.username > :after
                                    and (:role::text is null or a.role = :role)
                                    and (:banned::boolean is null
                                        or coalesce(a.banned_until > :now, false) = :banned)
                                """
                                + (start.isAll() ? "" : " and " + SearchTerms.CONDITION)
                                + " order by a.username limit :limit")
                .param("now", Timestamp.from(clock.instant()))
                .param("after", page.after())
                .param("role", page.role() == null ? null : page.role().name())
                .param("banned", page.banned())
                .param("from", start.from())
                .param("to", start.to())
                .param("limit", page.limit())
                .query(AdminPeople::view)
                .list();
    }

    private static View view(ResultSet row, int number) throws SQLException {
        var until = row.getTimestamp("banned_until");
        return new View(
                row.getObject("id", UUID.class),
                row.getString("username"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("ban_reason"),
                row.getBoolean("second_factor"),
                row.getLong("live_sessions"),
                row.getLong("snapshot_version"));
    }
}
