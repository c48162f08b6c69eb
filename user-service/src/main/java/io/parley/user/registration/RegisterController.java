package io.parley.user.registration;

import io.parley.model.room.Person;
import io.parley.model.text.WrittenText;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.Locations;
import io.parley.user.access.ClientAddress;
import io.parley.user.guard.Attempts;
import io.parley.user.guard.Subject;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class RegisterController {

    private final RegisterAccount accounts;
    private final Attempts attempts;

    RegisterController(RegisterAccount accounts, Attempts attempts) {
        this.accounts = accounts;
        this.attempts = attempts;
    }

    record Request(
            @NotNull @Size(max = 64) String username,
            @NotNull @Size(max = 512) String password,
            @Size(max = 256) @Nullable String displayName,
            @Size(max = 256) @Nullable String email,
            @Size(max = 128) @Nullable String invitation) {

        RegisterAccount.Form form() {
            return new RegisterAccount.Form(
                    username,
                    password,
                    Optional.ofNullable(displayName),
                    given(email),
                    given(invitation));
        }

        /** Forms send a field that was left empty, too. */
        private static Optional<String> given(@Nullable String text) {
            return Optional.ofNullable(text)
                    .map(WrittenText::strip)
                    .filter(stripped -> !stripped.isEmpty());
        }
    }

    @PostMapping(path = "/auth/register", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> register(@Valid @RequestBody Request request, HttpServletRequest call) {
        var result = accounts.register(request.form(), ClientAddress.of(call));
        return switch (result) {
            case RegisterAccount.Result.Registered(Person person) -> {
                // Where somebody registers they are at home: others' guesses do not slow them there
                attempts.succeeded(Subject.password(person.username()), ClientAddress.of(call));
                yield ResponseEntity.created(Locations.of("/users/" + person.id())).body(person);
            }
            case RegisterAccount.Result.Closed(String why) ->
                    Problems.of(ErrorCode.POLICY_DENIED, why);
            case RegisterAccount.Result.NameTaken() ->
                    Problems.of(ErrorCode.CONFLICT, "The username is taken.");
            case RegisterAccount.Result.Unfit(List<Problem.Field> fields) ->
                    Problems.fields(fields);
            case RegisterAccount.Result.Busy() -> Problems.busy();
        };
    }
}
