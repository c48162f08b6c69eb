package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.user.account.Credentials;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import io.parley.user.factor.SecondFactors;
import io.parley.user.recovery.ResetLinks;
import io.parley.user.token.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Helps people in again who lost their password or their second factor. */
@Component
class RecoverAccess {

    /** An admin's link travels by whatever way the two have. */
    private static final Duration LINK_LIFE = Duration.ofHours(24);

    private final Acts acts;
    private final Credentials credentials;
    private final ResetLinks links;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final AuditLog audit;

    RecoverAccess(
            Acts acts,
            Credentials credentials,
            ResetLinks links,
            SecondFactors factors,
            Sessions sessions,
            AuditLog audit) {
        this.acts = acts;
        this.credentials = credentials;
        this.links = links;
        this.factors = factors;
        this.sessions = sessions;
        this.audit = audit;
    }

    Outcome issueLink(UserId actor, UserId subject, String reason) {
        return acts.on(
                actor,
                subject,
                role -> {
                    if (credentials.recoverable(subject).isEmpty()) {
                        return new Outcome.Refused(
                                "This person signs in elsewhere and has no password.");
                    }
                    var link = links.issue(subject, actor, LINK_LIFE);
                    audit.add(
                            new AuditLog.Act(
                                    actor,
                                    AuditAction.PASSWORD_RESET_ISSUED,
                                    subject,
                                    reason,
                                    Map.of("expiresAt", link.expiresAt().toString())));
                    return new Outcome.Issued(link);
                });
    }

    /** Ends the person's sessions too: whoever holds them proved less than before. */
    Outcome removeSecondFactor(UserId actor, UserId subject, String reason) {
        return acts.on(
                actor,
                subject,
                role -> {
                    if (!factors.remove(subject)) {
                        return new Outcome.NothingThere("This person has no second factor.");
                    }
                    sessions.endAll(subject, Optional.empty(), Sessions.End.REVOKED_BY_ADMIN);
                    audit.add(
                            new AuditLog.Act(
                                    actor,
                                    AuditAction.SECOND_FACTOR_REMOVED,
                                    subject,
                                    reason,
                                    Map.of()));
                    return new Outcome.Done();
                });
    }
}
