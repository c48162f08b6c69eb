package io.parley.user.recovery;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.access.ClientAddress;
import io.parley.user.account.Credentials;
import io.parley.user.guard.Attempts;
import io.parley.user.guard.Subject;
import io.parley.user.token.Sessions;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets the password that the owner of a link chose, and ends every session of the account. */
@Component
class ResetPassword {

    private final ResetLinks links;
    private final Credentials credentials;
    private final Sessions sessions;
    private final Attempts attempts;
    private final TransactionTemplate transaction;

    ResetPassword(
            ResetLinks links,
            Credentials credentials,
            Sessions sessions,
            Attempts attempts,
            TransactionTemplate transaction) {
        this.links = links;
        this.credentials = credentials;
        this.sessions = sessions;
        this.attempts = attempts;
        this.transaction = transaction;
    }

    sealed interface Result {
        record Done() implements Result {}

        /** Used, too old, or never made. */
        record NoSuchLink() implements Result {}

        /** The link still works: another password may do. */
        record Unfit(String rule) implements Result {}

        record Busy() implements Result {}
    }

    Result reset(String token, String password, ClientAddress from) {
        var account = links.owner(token).flatMap(credentials::recoverable);
        if (account.isEmpty()) {
            return new Result.NoSuchLink();
        }
        var person = account.get().person();
        return switch (credentials.prepare(person.id(), password, from)) {
            case Credentials.Prepared.Unfit(String rule) -> new Result.Unfit(rule);
            case Credentials.Prepared.Busy() -> new Result.Busy();
            case Credentials.Prepared.Ready(String hash) -> store(token, person, hash, from);
        };
    }

    private Result store(String token, Person person, String hash, ClientAddress from) {
        var stored = transaction.execute(tx -> store(token, person.id(), hash));
        if (!stored) {
            return new Result.NoSuchLink();
        }
        // Whatever others guessed: from here the owner may log in at once
        attempts.succeeded(Subject.password(person.username()), from);
        return new Result.Done();
    }

    private boolean store(String token, UserId owner, String hash) {
        if (!links.spend(token, owner)) {
            return false;
        }
        credentials.replace(owner, hash);
        sessions.endAll(owner, Optional.empty(), Sessions.End.PASSWORD_RESET);
        return true;
    }
}
