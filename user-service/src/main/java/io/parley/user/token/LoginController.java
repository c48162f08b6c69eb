package io.parley.user.token;

import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import io.parley.user.factor.SecondFactors.Enrollment;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Login: the password, then the second factor of who has one. */
@RestController
final class LoginController {

    private static final List<String> METHODS = List.of("totp", "recovery");

    private final LogIn logIn;
    private final TokenAnswer answer;

    LoginController(LogIn logIn, TokenAnswer answer) {
        this.logIn = logIn;
        this.answer = answer;
    }

    record LoginRequest(
            @NotNull @Size(max = 256) String username, @NotNull @Size(max = 512) String password) {}

    record FactorRequest(
            @NotNull @Size(max = 128) String mfaToken, @NotNull @Size(max = 64) String code) {}

    record Half(
            String mfaToken,
            long expiresIn,
            List<String> methods,
            @Nullable Enrollment enrollment) {}

    @PostMapping(path = "/auth/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> login(
            @Valid @RequestBody LoginRequest request, HttpServletRequest call) {
        return told(
                logIn.logIn(request.username(), request.password(), Device.of(call)),
                "The username or the password is wrong.");
    }

    @PostMapping(path = "/auth/login/second-factor", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> secondFactor(
            @Valid @RequestBody FactorRequest request, HttpServletRequest call) {
        return told(
                logIn.finish(request.mfaToken(), request.code(), Device.of(call)),
                "The login took too long or had too many tries: begin again.");
    }

    private ResponseEntity<Object> told(LogIn.Result result, String refusal) {
        return switch (result) {
            case LogIn.Result.LoggedIn(RefreshToken token, Person person, List<String> codes) ->
                    answer.of(token, person, codes);
            case LogIn.Result.FactorNeeded(String token) -> half(token, METHODS, null);
            case LogIn.Result.EnrollmentNeeded(String token, Enrollment enrollment) ->
                    half(token, List.of(), enrollment);
            case LogIn.Result.Refused() -> Problems.of(ErrorCode.AUTH_INVALID, refusal);
            case LogIn.Result.Banned(Instant until) -> Refusals.banned(until);
            case LogIn.Result.WrongCode() -> Problems.field("code", "is wrong, or was used before");
            case LogIn.Result.TooSoon(Duration delay) -> Problems.tooSoon(delay);
            case LogIn.Result.Busy() -> Problems.busy();
        };
    }

    private static ResponseEntity<Object> half(
            String token, List<String> methods, @Nullable Enrollment enrollment) {
        return ResponseEntity.accepted()
                .body(new Half(token, PendingLogins.LIFE.toSeconds(), methods, enrollment));
    }
}
