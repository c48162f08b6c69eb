package io.parley.user.token;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.account.Credentials;
import io.parley.user.account.People;
import io.parley.user.account.Rights;
import io.parley.user.factor.SecondFactors;
import io.parley.user.factor.SecondFactors.Enrollment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Starts a session for somebody who knows the password, and has the second factor if needed. */
@Component
class LogIn {

    private final Credentials credentials;
    private final SecondFactors factors;
    private final PendingLogins pending;
    private final People people;
    private final Rights rights;
    private final Sessions sessions;
    private final LoginMetrics metrics;

    LogIn(
            Credentials credentials,
            SecondFactors factors,
            PendingLogins pending,
            People people,
            Rights rights,
            Sessions sessions,
            LoginMetrics metrics) {
        this.credentials = credentials;
        this.factors = factors;
        this.pending = pending;
        this.people = people;
        this.rights = rights;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    sealed interface Result {

        /** Of somebody of whom nothing more has to be proved. */
        sealed interface Proved extends Result {}

        /**
         * The session has begun.
         *
         * @param recoveryCodes where a second factor began with it, else empty
         */
        record LoggedIn(RefreshToken token, Person person, List<String> recoveryCodes)
                implements Proved {}

        record Banned(Instant until) implements Proved {}

        /** The password was right; now the code of the second factor. */
        record FactorNeeded(String token) implements Result {}

        /** The password was right; a second factor must be set up first. */
        record EnrollmentNeeded(String token, Enrollment enrollment) implements Result {}

        record Refused() implements Result {}

        /** The code is wrong, or was used before. */
        record WrongCode() implements Result {}

        /** Too many wrong ones before: nothing was checked. */
        record TooSoon(Duration delay) implements Result {}

        record Busy() implements Result {}
    }

    Result logIn(String username, String password, Device device) {
        return counted(
                switch (credentials.check(username, password, device.address())) {
                    case Credentials.Check.Right(Person person) -> afterPassword(person, device);
                    case Credentials.Check.Wrong() -> new Result.Refused();
                    case Credentials.Check.TooSoon(Duration delay) -> new Result.TooSoon(delay);
                    case Credentials.Check.Busy() -> new Result.Busy();
                });
    }

    /** The second step. */
    Result finish(String pendingToken, String code, Device device) {
        var person = pending.useTry(pendingToken).flatMap(people::find);
        return counted(
                person.map(known -> finish(pendingToken, known, code, device))
                        .orElseGet(Result.Refused::new));
    }

    /** For somebody who proved elsewhere who they are. */
    Result.Proved vouched(Person person, Device device) {
        return counted(start(person, device, List.of()));
    }

    private Result afterPassword(Person person, Device device) {
        var ban = ban(person);
        if (ban.isPresent()) {
            return ban.get();
        }
        if (factors.isOn(person.id())) {
            return new Result.FactorNeeded(pending.begin(person.id()));
        }
        if (factors.isMissing(person)) {
            var enrollment = factors.enroll(person);
            var token = pending.begin(person.id());
            return enrollment
                    .<Result>map(made -> new Result.EnrollmentNeeded(token, made))
                    // Another login has just finished setting one up
                    .orElseGet(() -> new Result.FactorNeeded(token));
        }
        return start(person, device, List.of());
    }

    private Result finish(String pendingToken, Person person, String code, Device device) {
        var enrolled = factors.isOn(person.id());
        return switch (check(enrolled, person.id(), code, device)) {
            case SecondFactors.Check.Wrong() -> new Result.WrongCode();
            case SecondFactors.Check.TooSoon(Duration delay) -> new Result.TooSoon(delay);
            case SecondFactors.Check.Right() -> {
                if (!pending.end(pendingToken)) {
                    yield new Result.Refused();
                }
                var codes = enrolled ? List.<String>of() : factors.newRecoveryCodes(person.id());
                yield start(person, device, codes);
            }
        };
    }

    private SecondFactors.Check check(boolean enrolled, UserId id, String code, Device device) {
        return enrolled
                ? factors.check(id, code, device.address())
                : factors.confirm(id, code, device.address());
    }

    private Result.Proved start(Person person, Device device, List<String> recoveryCodes) {
        return ban(person)
                .orElseGet(
                        () ->
                                new Result.LoggedIn(
                                        sessions.start(person.id(), device.userAgent()),
                                        person,
                                        recoveryCodes));
    }

    private Optional<Result.Proved> ban(Person person) {
        return rights.of(person.id()).flatMap(Rights.Standing::bannedUntil).map(Result.Banned::new);
    }

    private <R extends Result> R counted(R result) {
        outcome(result).ifPresent(metrics::login);
        return result;
    }

    private static Optional<LoginMetrics.Outcome> outcome(Result result) {
        return switch (result) {
            case Result.LoggedIn done -> Optional.of(LoginMetrics.Outcome.ACCEPTED);
            case Result.FactorNeeded half -> Optional.empty();
            case Result.EnrollmentNeeded half -> Optional.empty();
            case Result.Refused() -> Optional.of(LoginMetrics.Outcome.REFUSED);
            case Result.WrongCode() -> Optional.of(LoginMetrics.Outcome.REFUSED);
            case Result.Banned banned -> Optional.of(LoginMetrics.Outcome.REFUSED);
            case Result.TooSoon tooSoon -> Optional.of(LoginMetrics.Outcome.THROTTLED);
            case Result.Busy() -> Optional.of(LoginMetrics.Outcome.OVERLOADED);
        };
    }
}
