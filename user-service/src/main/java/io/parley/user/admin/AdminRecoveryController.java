package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For people who lost their password or second factor; the admin has made sure who is asking. */
@RestController
final class AdminRecoveryController {

    private final RecoverAccess recoverAccess;

    AdminRecoveryController(RecoverAccess recoverAccess) {
        this.recoverAccess = recoverAccess;
    }

    record Request(@NotNull @Reason String reason) {}

    @PostMapping(
            path = "/admin/users/{id}/password-reset",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> issueLink(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @Valid @RequestBody Request request) {
        var actor = Caller.of(token).id();
        return on(id, subject -> recoverAccess.issueLink(actor, subject, request.reason()));
    }

    @DeleteMapping("/admin/users/{id}/second-factor")
    ResponseEntity<Object> removeSecondFactor(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @RequestParam @Reason String reason) {
        var actor = Caller.of(token).id();
        return on(id, subject -> recoverAccess.removeSecondFactor(actor, subject, reason));
    }

    private static ResponseEntity<Object> on(String id, Function<UserId, Outcome> act) {
        return UserId.parse(id)
                .map(subject -> act.apply(subject).answer(() -> ResponseEntity.noContent().build()))
                .orElseGet(() -> Problems.of(ErrorCode.USER_NOT_FOUND, null));
    }
}
