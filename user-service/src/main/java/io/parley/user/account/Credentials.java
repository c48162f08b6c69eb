package io.parley.user.account;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.access.ClientAddress;
import io.parley.user.guard.Attempts;
import io.parley.user.guard.Familiarity;
import io.parley.user.guard.Subject;
import io.parley.user.password.Password;
import io.parley.user.password.PasswordHasher;
import io.parley.user.password.PasswordPolicy;
import io.parley.user.password.TurnQueue;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether somebody is who they say, and how that is changed. */
@Component
public class Credentials {

    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final Attempts attempts;
    private final TransactionTemplate transaction;

    Credentials(
            Accounts accounts,
            PasswordHasher hasher,
            Attempts attempts,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.attempts = attempts;
        this.transaction = transaction;
    }

    /** How a check of a password ended. */
    public sealed interface Check {
        /** It is theirs. */
        record Right(Person person) implements Check {}

        /** No such account, or not its password: nobody outside learns which. */
        record Wrong() implements Check {}

        /** Too many wrong ones before: nothing was checked. */
        record TooSoon(Duration delay) implements Check {}

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

        /** Too many wrong ones before: nothing was checked. */
        record TooSoon(Duration delay) implements Change {}

        /** Too many at once. */
        record Busy() implements Change {}
    }

    /** A new password on its way into the database. */
    public sealed interface Prepared {
        /** To be given to {@link #replace}. */
        record Ready(String hash) implements Prepared {}

        /** It is not as it must be. */
        record Unfit(String rule) implements Prepared {}

        /** Too many at once. */
        record Busy() implements Prepared {}
    }

    /** Somebody who can get a link to choose a new password. */
    public record Recoverable(Person person, Optional<String> email) {}

    public Check check(String username, String password, ClientAddress from) {
        var name = Username.parse(username);
        var account = name.flatMap(n -> accounts.findByUsername(n.value()));
        return check(
                Subject.password(name.map(Username::value).orElse(username)),
                account,
                password,
                from);
    }

    /** Asks somebody who is signed in once more, before something that a thief must not do. */
    public Check check(UserId id, String password, ClientAddress from) {
        var account = accounts.findById(id.value());
        var subject = account.map(a -> a.person().username()).orElse("");
        return check(Subject.password(subject), account, password, from);
    }

    /** Replaces the password of {@code id}, if {@code current} is right. */
    public Change change(UserId id, String current, String next, ClientAddress from) {
        // Looked at first, so that a refused one tells nothing about the current one
        if (judge(id, next) instanceof PasswordPolicy.Verdict.Unfit(String rule)) {
            return new Change.Unfit(rule);
        }
        return switch (check(id, current, from)) {
            case Check.Wrong() -> new Change.WrongCurrent();
            case Check.Busy() -> new Change.Busy();
            case Check.TooSoon(Duration delay) -> new Change.TooSoon(delay);
            case Check.Right(Person person) ->
                    switch (prepare(person.id(), next, from)) {
                        case Prepared.Unfit(String rule) -> new Change.Unfit(rule);
                        case Prepared.Busy() -> new Change.Busy();
                        case Prepared.Ready(String hash) -> {
                            replace(person.id(), hash);
                            yield new Change.Changed();
                        }
                    };
        };
    }

    /** Empty for nobody, and for people who sign in elsewhere and have no password. */
    public Optional<Recoverable> recoverable(String username) {
        return Username.parse(username)
                .flatMap(name -> accounts.findByUsername(name.value()))
                .flatMap(Credentials::recoverable);
    }

    public Optional<Recoverable> recoverable(UserId id) {
        return accounts.findById(id.value()).flatMap(Credentials::recoverable);
    }

    /** Judges a new password and computes what is kept of it. */
    public Prepared prepare(UserId id, String next, ClientAddress from) {
        return switch (judge(id, next)) {
            case PasswordPolicy.Verdict.Unfit(String rule) -> new Prepared.Unfit(rule);
            case PasswordPolicy.Verdict.Fit(Password password) ->
                    hasher.hash(password, new TurnQueue.Place(Familiarity.OWN, from))
                            .<Prepared>map(Prepared.Ready::new)
                            .orElseGet(Prepared.Busy::new);
        };
    }

    public void replace(UserId id, String hash) {
        transaction.executeWithoutResult(
                tx -> accounts.findById(id.value()).ifPresent(a -> a.replacePassword(hash)));
    }

    private PasswordPolicy.Verdict judge(UserId id, String next) {
        var name = accounts.findById(id.value()).map(a -> a.person().username());
        return PasswordPolicy.judge(next, name.orElse(""));
    }

    private Check check(
            Subject subject, Optional<Account> account, String password, ClientAddress from) {
        var wait = attempts.toWait(subject, from);
        if (wait.isPositive()) {
            return new Check.TooSoon(wait);
        }
        var matches =
                hasher.matches(
                        Password.attempt(password),
                        account.flatMap(Account::passwordHash),
                        new TurnQueue.Place(attempts.familiarity(subject, from), from));
        if (matches.isEmpty()) {
            return new Check.Busy();
        }
        if (account.isEmpty() || !matches.get()) {
            attempts.failed(subject, from);
            return new Check.Wrong();
        }
        attempts.succeeded(subject, from);
        return new Check.Right(account.get().person());
    }

    private static Optional<Recoverable> recoverable(Account account) {
        return account.passwordHash()
                .map(hash -> new Recoverable(account.person(), account.email().map(Email::value)));
    }
}
