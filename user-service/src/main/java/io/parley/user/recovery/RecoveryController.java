package io.parley.user.recovery;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Texts;
import io.parley.user.access.Caller;
import io.parley.user.access.ClientAddress;
import io.parley.user.account.Credentials;
import io.parley.user.account.People;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Links for a new password: asked for, handed out by an admin, used. */
@RestController
final class RecoveryController {

    /** An admin's link travels by whatever way the two have. */
    private static final Duration ADMINS_LINK_LIFE = Duration.ofHours(24);

    private final ForgotPassword forgotPassword;
    private final ResetPassword resetPassword;
    private final ResetLinks links;
    private final Credentials credentials;
    private final People people;

    RecoveryController(
            ForgotPassword forgotPassword,
            ResetPassword resetPassword,
            ResetLinks links,
            Credentials credentials,
            People people) {
        this.forgotPassword = forgotPassword;
        this.resetPassword = resetPassword;
        this.links = links;
        this.credentials = credentials;
        this.people = people;
    }

    record ForgotRequest(@NotNull @Size(max = 256) String username) {}

    record ResetRequest(
            @NotNull @Size(max = 128) String token, @NotNull @Size(max = 512) String password) {}

    record IssueRequest(@NotBlank @Size(max = 500) String reason) {}

    /** The answer is the same for everybody and everything. */
    @PostMapping(path = "/auth/password/forgot", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> forgot(@Valid @RequestBody ForgotRequest request) {
        return forgotPassword.ask(request.username())
                ? ResponseEntity.accepted().build()
                : Problems.busy();
    }

    @PostMapping(path = "/auth/password/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> reset(
            @Valid @RequestBody ResetRequest request, HttpServletRequest call) {
        var result =
                resetPassword.reset(request.token(), request.password(), ClientAddress.of(call));
        return switch (result) {
            case ResetPassword.Result.Done() -> ResponseEntity.noContent().build();
            case ResetPassword.Result.NoSuchLink() ->
                    Problems.field("token", "does not work, or not any more: ask for a new link");
            case ResetPassword.Result.Unfit(String rule) -> Problems.field("password", rule);
            case ResetPassword.Result.Busy() -> Problems.busy();
        };
    }

    @PostMapping(
            path = "/admin/users/{id}/password-reset",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> issue(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @Valid @RequestBody IssueRequest request) {
        if (!Texts.isStorable(request.reason())) {
            return Problems.field("reason", "holds characters that cannot be kept");
        }
        var user = UserId.parse(id).filter(known -> people.find(known).isPresent());
        if (user.isEmpty()) {
            return Problems.of(ErrorCode.USER_NOT_FOUND, null);
        }
        if (credentials.recoverable(user.get()).isEmpty()) {
            return Problems.of(
                    ErrorCode.CONFLICT, "This person signs in elsewhere and has no password.");
        }
        return ResponseEntity.ok(links.issue(user.get(), Caller.of(token).id(), ADMINS_LINK_LIFE));
    }
}
