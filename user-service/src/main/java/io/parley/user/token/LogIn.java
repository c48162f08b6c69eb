package io.parley.user.token;

import io.parley.model.room.Person;
import io.parley.user.account.Credentials;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Starts a session for somebody who knows the password. */
@Component
class LogIn {

    private final Credentials credentials;
    private final Sessions sessions;
    private final LoginMetrics metrics;

    LogIn(Credentials credentials, Sessions sessions, LoginMetrics metrics) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    sealed interface Result {
        record LoggedIn(RefreshToken token, Person person) implements Result {}

        record Refused() implements Result {}

        record Busy() implements Result {}
    }

    Result logIn(String username, String password, Optional<String> userAgent) {
        return switch (credentials.check(username, password)) {
            case Credentials.Check.Right(Person person) -> {
                metrics.login(LoginMetrics.Outcome.ACCEPTED);
                yield new Result.LoggedIn(sessions.start(person.id(), userAgent), person);
            }
            case Credentials.Check.Wrong() -> {
                metrics.login(LoginMetrics.Outcome.REFUSED);
                yield new Result.Refused();
            }
            case Credentials.Check.Busy() -> {
                metrics.login(LoginMetrics.Outcome.OVERLOADED);
                yield new Result.Busy();
            }
        };
    }
}
