package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.model.text.WrittenText;
import io.parley.user.account.AccountLog;
import io.parley.user.account.Ban;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import io.parley.user.token.Sessions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bans people until a time or for ever, and lets them in again. A ban ends all sessions. */
@Component
class Bans {

    private final Acts acts;
    private final JdbcClient database;
    private final Sessions sessions;
    private final AccountLog accountLog;
    private final AuditLog audit;

    Bans(Acts acts, JdbcClient database, Sessions sessions, AccountLog accountLog, AuditLog audit) {
        this.acts = acts;
        this.database = database;
        this.sessions = sessions;
        this.accountLog = accountLog;
        this.audit = audit;
    }

    /** A person who is banned already is banned until the new time. */
    Outcome ban(UserId actor, UserId subject, Optional<Instant> until, String reason) {
        if (actor.equals(subject)) {
            return new Outcome.Refused("Nobody bans himself.");
        }
        return acts.on(
                actor,
                subject,
                role -> {
                    database.sql("update account set banned_until = ?, ban_reason = ? where id = ?")
                            .params(
                                    Timestamp.from(until.orElse(Ban.FOR_EVER)),
                                    WrittenText.strip(reason),
                                    subject.value())
                            .update();
                    sessions.endAll(subject, Optional.empty(), Sessions.End.BANNED);
                    accountLog.tell(subject);
                    audit.add(act(actor, AuditAction.BANNED, subject, reason, until));
                    return new Outcome.Done();
                });
    }

    Outcome unban(UserId actor, UserId subject, @Nullable String reason) {
        return acts.on(
                actor,
                subject,
                role -> {
                    int unbanned =
                            database.sql(
                                            """
                                            update account
                                            set banned_until = null, ban_reason = null
                                            where id = ? and banned_until is not null
                                            """)
                                    .param(subject.value())
                                    .update();
                    if (unbanned == 1) {
                        audit.add(
                                act(
                                        actor,
                                        AuditAction.UNBANNED,
                                        subject,
                                        reason,
                                        Optional.empty()));
                    }
                    accountLog.tell(subject);
                    return new Outcome.Done();
                });
    }

    private static AuditLog.Act act(
            UserId actor,
            AuditAction action,
            UserId subject,
            @Nullable String reason,
            Optional<Instant> until) {
        return new AuditLog.Act(
                actor,
                action,
                subject,
                reason,
                until.<Map<String, Object>>map(end -> Map.of("until", end.toString()))
                        .orElse(Map.of()));
    }
}
