package io.parley.message.access;

import io.parley.kafka.account.Ruling;
import io.parley.message.web.Problems;
import io.parley.model.Role;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Whether somebody who has proved who he is may be served now, and in which role. */
@Component
public class CurrentRights {

    private final Accounts accounts;

    CurrentRights(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What came of it. */
    public sealed interface Verdict {
        record Served(Caller caller) implements Verdict {}

        record Refused(Problem problem) implements Verdict {}
    }

    /** By what was issued then to the caller. */
    public Verdict of(Caller caller, Instant issuedAt) {
        if (!accounts.isTrusted()) {
            return new Verdict.Refused(Problems.unavailable("rights cannot be checked right now"));
        }
        return switch (accounts.rule(caller, issuedAt)) {
            case Ruling.Acts(Role role) -> new Verdict.Served(caller.as(role));
            case Ruling.Ended() -> new Verdict.Refused(Problem.of(ErrorCode.AUTH_REVOKED, null));
        };
    }
}
