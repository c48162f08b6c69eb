package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.model.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The audit log, the newest first, with the names that people have now. */
@Component
class AuditEntries {

    private final JdbcClient database;

    AuditEntries(JdbcClient database) {
        this.database = database;
    }

    /** Somebody who did something, or to whom it was done. */
    record Named(UUID id, String username, String displayName) {}

    /** One act; without an actor the service did it by itself. */
    record Entry(
            long id,
            Instant at,
            @Nullable Named actor,
            String action,
            @Nullable Named subject,
            @Nullable String reason,
            @Nullable JsonNode details) {}

    /**
     * Part of the log.
     *
     * @param before the id after the first one wanted; null for the newest
     */
    record Page(
            @Nullable UserId actor,
            @Nullable UserId subject,
            @Nullable String action,
            @Nullable Long before,
            int limit) {}

    List<Entry> page(Page page) {
        return database.sql(
                        """
                        select e.id, e.at, e.action, e.reason, e.details,
                            a.id as actor_id, a.username as actor_username,
                            a.display_name as actor_name,
                            s.id as subject_id, s.username as subject_username,
                            s.display_name as subject_name
                        from audit_entry e
                            left join account a on a.id = e.actor_id
                            left join account s on s.id = e.subject_id
                        where (:before::bigint is null or e.id < :before)
                            and (:actor::uuid is null or e.actor_id = :actor)
                            and (:subject::uuid is null or e.subject_id = :subject)
                            and (:action::text is null or e.action = :action)
                        order by e.id desc limit :limit
                        """)
                .param("before", page.before())
                .param("actor", page.actor() == null ? null : page.actor().value())
                .param("subject", page.subject() == null ? null : page.subject().value())
                .param("action", page.action())
                .param("limit", page.limit())
                .query(AuditEntries::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        var details = row.getString("details");
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                named(row, "actor"),
                row.getString("action"),
                named(row, "subject"),
                row.getString("reason"),
                details == null ? null : Json.MAPPER.readTree(details));
    }

    private static @Nullable Named named(ResultSet row, String who) throws SQLException {
        var id = row.getObject(who + "_id", UUID.class);
        return id == null
                ? null
                : new Named(id, row.getString(who + "_username"), row.getString(who + "_name"));
    }
}
