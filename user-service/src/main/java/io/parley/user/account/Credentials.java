package io.parley.user.account;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether somebody is who they say, and how that is changed. */
@Component
public class Credentials {

    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final TransactionTemplate transaction;

    Credentials(Accounts accounts, PasswordHasher hasher, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.transaction = transaction;
    }

    /** How a check of a password ended. */
    public sealed interface Check {
        /** It is theirs. */
        record Right(Person person) implements Check {}

        /** No such account, or not its password: nobody outside learns which. */
        record Wrong() implements Check {}

        /** Too many at once. */
        record Busy() implements Check {}
    }

    /** How a change of password ended. */
    public sealed interface Change {
        /** The new password counts from now on. */
        record Changed() implements Change {}

        /** The current password is not that. */
        record WrongCurrent() implements Change {}

        /** The new password is not as it must be. */
        record Unfit(String rule) implements Change {}

        /** Too many at once. */
        record Busy() implements Change {}
    }

    public Check check(String username, String password) {
        var account = Username.parse(username).flatMap(n -> accounts.findByUsername(n.value()));
        return check(account, password);
    }

    /** Replaces the password of {@code id}, if {@code current} is right. */
    public Change change(UserId id, String current, String next) {
        var chosen = Password.choose(next);
        if (chosen.isEmpty()) {
            return new Change.Unfit(Password.RULE);
        }
        return switch (check(accounts.findById(id.value()), current)) {
            case Check.Wrong() -> new Change.WrongCurrent();
            case Check.Busy() -> new Change.Busy();
            case Check.Right(Person person) ->
                    hasher.hash(chosen.get())
                            .map(hash -> replace(person.id(), hash))
                            .orElseGet(Change.Busy::new);
        };
    }

    private Check check(Optional<Account> account, String password) {
        var matches =
                hasher.matches(Password.attempt(password), account.map(Account::passwordHash));
        if (matches.isEmpty()) {
            return new Check.Busy();
        }
        return account.filter(found -> matches.get())
                .<Check>map(found -> new Check.Right(found.person()))
                .orElseGet(Check.Wrong::new);
    }

    private Change replace(UserId id, String hash) {
        transaction.executeWithoutResult(
                tx -> accounts.findById(id.value()).ifPresent(a -> a.replacePassword(hash)));
        return new Change.Changed();
    }
}
