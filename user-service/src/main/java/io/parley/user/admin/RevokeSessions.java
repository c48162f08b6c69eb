package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.user.account.AccountLog;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import io.parley.user.token.Sessions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends the sessions of a person. */
@Component
class RevokeSessions {

    static final Outcome NO_SUCH_SESSION =
            new Outcome.NothingThere("The person has no such session.");

    private final Acts acts;
    private final Sessions sessions;
    private final AccountLog accountLog;
    private final AuditLog audit;

    RevokeSessions(Acts acts, Sessions sessions, AccountLog accountLog, AuditLog audit) {
        this.acts = acts;
        this.sessions = sessions;
        this.accountLog = accountLog;
        this.audit = audit;
    }

    Outcome all(UserId actor, UserId subject, @Nullable String reason) {
        return acts.on(
                actor,
                subject,
                role -> {
                    int ended =
                            sessions.endAll(
                                    subject, Optional.empty(), Sessions.End.REVOKED_BY_ADMIN);
                    if (ended == 0) {
                        // Told again, so that who waits hears when it counts everywhere
                        accountLog.tell(subject);
                    }
                    audit.add(
                            new AuditLog.Act(
                                    actor,
                                    AuditAction.SESSIONS_REVOKED,
                                    subject,
                                    reason,
                                    Map.of("sessions", ended)));
                    return new Outcome.Done();
                });
    }

    Outcome one(UserId actor, UserId subject, UUID session, @Nullable String reason) {
        return acts.on(
                actor,
                subject,
                role -> {
                    if (!sessions.endOne(subject, session, Sessions.End.REVOKED_BY_ADMIN)) {
                        return NO_SUCH_SESSION;
                    }
                    audit.add(
                            new AuditLog.Act(
                                    actor,
                                    AuditAction.SESSION_REVOKED,
                                    subject,
                                    reason,
                                    Map.of("sessionId", session.toString())));
                    return new Outcome.Done();
                });
    }
}
