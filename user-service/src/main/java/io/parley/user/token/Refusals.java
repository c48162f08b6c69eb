package io.parley.user.token;

import io.parley.model.wire.ErrorCode;
import io.parley.user.account.Ban;
import io.parley.user.http.Problems;
import java.time.Instant;
import org.springframework.http.ResponseEntity;

/** What people are told who have proved who they are. */
final class Refusals {

    private Refusals() {}

    static ResponseEntity<Object> banned(Instant until) {
        return Problems.of(
                ErrorCode.AUTH_REVOKED,
                until.isBefore(Ban.FOR_EVER)
                        ? "This account is banned until " + until + "."
                        : "This account is banned.");
    }
}
