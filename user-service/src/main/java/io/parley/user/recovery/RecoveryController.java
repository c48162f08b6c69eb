package io.parley.user.recovery;

import io.parley.user.access.ClientAddress;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Links for a new password: asked for, and used. */
@RestController
final class RecoveryController {

    private final ForgotPassword forgotPassword;
    private final ResetPassword resetPassword;

    RecoveryController(ForgotPassword forgotPassword, ResetPassword resetPassword) {
        this.forgotPassword = forgotPassword;
        this.resetPassword = resetPassword;
    }

    record ForgotRequest(@NotNull @Size(max = 256) String username) {}

    record ResetRequest(
            @NotNull @Size(max = 128) String token, @NotNull @Size(max = 512) String password) {}

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
}
