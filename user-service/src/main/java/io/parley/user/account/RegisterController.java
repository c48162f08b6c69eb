package io.parley.user.account;

import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.user.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
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

    RegisterController(RegisterAccount accounts) {
        this.accounts = accounts;
    }

    record Request(
            @NotNull @Size(max = 64) String username,
            @NotNull @Size(max = 512) String password,
            @Size(max = 256) @Nullable String displayName) {}

    @PostMapping(path = "/auth/register", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> register(@Valid @RequestBody Request request) {
        var result =
                accounts.register(
                        request.username(),
                        request.password(),
                        Optional.ofNullable(request.displayName()));
        return switch (result) {
            case RegisterAccount.Result.Registered(Person person) ->
                    ResponseEntity.created(URI.create("/users/" + person.id())).body(person);
            case RegisterAccount.Result.NameTaken() ->
                    Problems.of(ErrorCode.CONFLICT, "The username is taken.");
            case RegisterAccount.Result.Unfit(List<Problem.Field> fields) ->
                    Problems.fields(fields);
            case RegisterAccount.Result.Busy() -> Problems.busy();
        };
    }
}
