package io.parley.user.factor;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.access.ClientAddress;
import io.parley.user.account.Credentials;
import io.parley.user.account.People;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A person's own second factor. */
@RestController
final class SecondFactorController {

    private final SecondFactors factors;
    private final Credentials credentials;
    private final People people;

    SecondFactorController(SecondFactors factors, Credentials credentials, People people) {
        this.factors = factors;
        this.credentials = credentials;
        this.people = people;
    }

    record State(boolean totp, int recoveryCodesLeft, boolean required) {}

    record CodeRequest(@NotNull @Size(max = 64) String code) {}

    record PasswordRequest(@NotNull @Size(max = 512) String password) {}

    record Codes(List<String> recoveryCodes) {}

    @GetMapping("/auth/second-factor")
    ResponseEntity<Object> state(@AuthenticationPrincipal Jwt token) {
        return people.find(Caller.of(token).id())
                .map(person -> ResponseEntity.ok().<Object>body(state(person)))
                .orElseGet(() -> Problems.of(ErrorCode.USER_NOT_FOUND, null));
    }

    @PostMapping("/auth/second-factor/totp")
    ResponseEntity<Object> enroll(@AuthenticationPrincipal Jwt token) {
        var id = Caller.of(token).id();
        if (credentials.recoverable(id).isEmpty()) {
            return Problems.of(
                    ErrorCode.CONFLICT, "You sign in elsewhere: what is asked there counts.");
        }
        return people.find(id)
                .flatMap(factors::enroll)
                .map(enrollment -> ResponseEntity.ok().<Object>body(enrollment))
                .orElseGet(
                        () ->
                                Problems.of(
                                        ErrorCode.CONFLICT,
                                        "You have a second factor: remove that one first."));
    }

    @PostMapping(
            path = "/auth/second-factor/totp/confirm",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> confirm(
            @AuthenticationPrincipal Jwt token,
            @Valid @RequestBody CodeRequest request,
            HttpServletRequest call) {
        var id = Caller.of(token).id();
        return switch (factors.confirm(id, request.code(), ClientAddress.of(call))) {
            case SecondFactors.Check.Right() -> codes(id);
            case SecondFactors.Check.Wrong() -> Problems.field("code", "is not the code of now");
            case SecondFactors.Check.TooSoon(Duration delay) -> Problems.tooSoon(delay);
        };
    }

    @DeleteMapping(path = "/auth/second-factor/totp", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> remove(
            @AuthenticationPrincipal Jwt token,
            @Valid @RequestBody PasswordRequest request,
            HttpServletRequest call) {
        return withPassword(token, request, call, this::removeOwn);
    }

    private ResponseEntity<Object> removeOwn(UserId id) {
        if (people.find(id).filter(factors::isNeeded).isPresent()) {
            return Problems.of(
                    ErrorCode.CONFLICT, "Admins need a second factor here: yours must stay.");
        }
        return factors.remove(id)
                ? ResponseEntity.noContent().build()
                : Problems.of(ErrorCode.NOT_FOUND, "You have no second factor.");
    }

    @PostMapping(
            path = "/auth/second-factor/recovery-codes",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> newCodes(
            @AuthenticationPrincipal Jwt token,
            @Valid @RequestBody PasswordRequest request,
            HttpServletRequest call) {
        return withPassword(
                token,
                request,
                call,
                id ->
                        factors.isOn(id)
                                ? codes(id)
                                : Problems.of(ErrorCode.NOT_FOUND, "You have no second factor."));
    }

    private State state(Person person) {
        return new State(
                factors.isOn(person.id()),
                factors.recoveryCodesLeft(person.id()),
                factors.isNeeded(person));
    }

    private ResponseEntity<Object> codes(UserId id) {
        return ResponseEntity.ok(new Codes(factors.newRecoveryCodes(id)));
    }

    private ResponseEntity<Object> withPassword(
            Jwt token,
            PasswordRequest request,
            HttpServletRequest call,
            Function<UserId, ResponseEntity<Object>> act) {
        var id = Caller.of(token).id();
        return switch (credentials.check(id, request.password(), ClientAddress.of(call))) {
            case Credentials.Check.Right right -> act.apply(id);
            case Credentials.Check.Wrong() -> Problems.field("password", "is not your password");
            case Credentials.Check.TooSoon(Duration delay) -> Problems.tooSoon(delay);
            case Credentials.Check.Busy() -> Problems.busy();
        };
    }
}
