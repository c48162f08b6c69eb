package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.room.Person;
import io.parley.model.wire.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes an account for somebody who comes by. */
@Component
class RegisterAccount {

    private final Accounts accounts;
    private final NewAccounts newAccounts;
    private final PasswordHasher hasher;

    RegisterAccount(Accounts accounts, NewAccounts newAccounts, PasswordHasher hasher) {
        this.accounts = accounts;
        this.newAccounts = newAccounts;
        this.hasher = hasher;
    }

    sealed interface Result {
        record Registered(Person person) implements Result {}

        record NameTaken() implements Result {}

        record Unfit(List<Problem.Field> fields) implements Result {}

        record Busy() implements Result {}
    }

    Result register(String username, String password, Optional<String> displayName) {
        var name = Username.parse(username);
        var shown = DisplayName.parse(displayName.orElse(username));
        var chosen = Password.choose(password);
        if (name.isEmpty() || shown.isEmpty() || chosen.isEmpty()) {
            var unfit = new ArrayList<Problem.Field>();
            refuseUnless(name.isPresent(), "username", Username.RULE, unfit);
            refuseUnless(
                    shown.isPresent() || displayName.isEmpty(),
                    "displayName",
                    DisplayName.RULE,
                    unfit);
            refuseUnless(chosen.isPresent(), "password", Password.RULE, unfit);
            return new Result.Unfit(unfit);
        }
        return add(name.get(), shown.get(), chosen.get());
    }

    private Result add(Username name, DisplayName shown, Password password) {
        // Looked up first: a taken name must not cost a hash
        if (accounts.existsByUsername(name.value())) {
            return new Result.NameTaken();
        }
        var hash = hasher.hash(password);
        if (hash.isEmpty()) {
            return new Result.Busy();
        }
        return newAccounts
                .add(name, shown, Role.USER, hash.get())
                .<Result>map(Result.Registered::new)
                .orElseGet(Result.NameTaken::new);
    }

    private static void refuseUnless(
            boolean fits, String field, String rule, List<Problem.Field> unfit) {
        if (!fits) {
            unfit.add(new Problem.Field(field, rule));
        }
    }
}
