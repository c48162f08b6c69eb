package io.parley.user.audit;

import io.parley.model.UserId;
import io.parley.model.text.WrittenText;
import io.parley.model.wire.Json;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes down an act, in the transaction of the act. What stands there stays: the database refuses
 * changes.
 */
@Component
public class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final JdbcClient database;
    private final Clock clock;

    AuditLog(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param actor who did it; null for the service itself
     * @param subject to whom
     * @param details what else there is to know: never a secret
     */
    public record Act(
            @Nullable UserId actor,
            AuditAction action,
            @Nullable UserId subject,
            @Nullable String reason,
            Map<String, Object> details) {

        public Act {
            reason = reason == null ? null : WrittenText.strip(reason);
        }
    }

    public void add(Act act) {
        database.sql(
                        """
                        insert into audit_entry (at, actor_id, action, subject_id, reason, details)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .param(Timestamp.from(clock.instant()))
                .param(act.actor() == null ? null : act.actor().value())
                .param(act.action().wireName())
                .param(act.subject() == null ? null : act.subject().value())
                .param(act.reason())
                .param(
                        act.details().isEmpty()
                                ? null
                                : Json.MAPPER.writeValueAsString(act.details()))
                .update();
        log.atInfo()
                .addKeyValue("action", act.action().wireName())
                .addKeyValue("actorId", act.actor())
                .addKeyValue("userId", act.subject())
                .log("act of administration");
    }
}
