package io.parley.user.admin;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.user.account.AccountLog;
import io.parley.user.account.People;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import io.parley.user.factor.SecondFactors;
import io.parley.user.token.Sessions;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Promotes and demotes. There is always an admin: nobody demotes himself. Where admins need a
 * second factor, who is promoted without one has to log in again, and sets it up there.
 */
@Component
class ChangeRole {

    private final Acts acts;
    private final JdbcClient database;
    private final AccountLog accountLog;
    private final People people;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final AuditLog audit;

    ChangeRole(
            Acts acts,
            JdbcClient database,
            AccountLog accountLog,
            People people,
            SecondFactors factors,
            Sessions sessions,
            AuditLog audit) {
        this.acts = acts;
        this.database = database;
        this.accountLog = accountLog;
        this.people = people;
        this.factors = factors;
        this.sessions = sessions;
        this.audit = audit;
    }

    Outcome change(UserId actor, UserId subject, Role role, String reason) {
        if (actor.equals(subject)) {
            return new Outcome.Refused("Nobody changes his own role: there must be an admin.");
        }
        return acts.on(actor, subject, before -> change(actor, subject, before, role, reason));
    }

    private Outcome change(UserId actor, UserId subject, Role before, Role role, String reason) {
        if (before != role) {
            database.sql("update account set role = ?, version = version + 1 where id = ?")
                    .params(role.name(), subject.value())
                    .update();
            if (people.find(subject).filter(factors::isMissing).isPresent()) {
                sessions.endAll(subject, Optional.empty(), Sessions.End.SECOND_FACTOR_NEEDED);
            }
            audit.add(
                    new AuditLog.Act(
                            actor,
                            AuditAction.ROLE_CHANGED,
                            subject,
                            reason,
                            Map.of("from", before.name(), "to", role.name())));
        }
        accountLog.tell(subject);
        return new Outcome.Done();
    }
}
