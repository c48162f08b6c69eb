package io.parley.user.factor;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.access.ClientAddress;
import io.parley.user.account.Credentials;
import io.parley.user.guard.Attempts;
import io.parley.user.guard.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has a second factor, who needs one, and whether a code is right. */
@Component
public class SecondFactors {

    private final FactorSettings settings;
    private final TotpSecrets secrets;
    private final RecoveryCodes recoveryCodes;
    private final Credentials credentials;
    private final Attempts attempts;

    SecondFactors(
            FactorSettings settings,
            TotpSecrets secrets,
            RecoveryCodes recoveryCodes,
            Credentials credentials,
            Attempts attempts) {
        this.settings = settings;
        this.secrets = secrets;
        this.recoveryCodes = recoveryCodes;
        this.credentials = credentials;
        this.attempts = attempts;
    }

    /** What an authenticator app is to be told. */
    public record Enrollment(String secret, String uri) {

        @Override
        public String toString() {
            return "Enrollment[]";
        }
    }

    /** How a check of a code ended. */
    public sealed interface Check {
        /** It is right, and is used up now. */
        record Right() implements Check {}

        /** It is not, or was used before. */
        record Wrong() implements Check {}

        /** Too many wrong ones before: nothing was checked. */
        record TooSoon(Duration delay) implements Check {}
    }

    public boolean isOn(UserId owner) {
        return secrets.isConfirmed(owner);
    }

    /** Who signs in elsewhere proves there what is asked there. */
    public boolean isNeeded(Person person) {
        return settings.adminsNeedOne()
                && person.role() == Role.ADMIN
                && credentials.recoverable(person.id()).isPresent();
    }

    /**
     * Whether somebody needs one and has none: such a person has to log in, and sets it up there.
     */
    public boolean isMissing(Person person) {
        return isNeeded(person) && !isOn(person.id());
    }

    int recoveryCodesLeft(UserId owner) {
        return recoveryCodes.left(owner);
    }

    /** Empty where there is a second factor already: it is removed first. */
    public Optional<Enrollment> enroll(Person person) {
        return secrets.make(person.id())
                .map(
                        secret ->
                                new Enrollment(
                                        Base32.encode(secret),
                                        Totp.uri(secret, person.username())));
    }

    /** Makes the second factor count; {@link #newRecoveryCodes} comes next. */
    public Check confirm(UserId owner, String code, ClientAddress from) {
        return guarded(owner, from, () -> secrets.confirm(owner, plain(code)));
    }

    /** Checks a code of the app or a recovery code. */
    public Check check(UserId owner, String code, ClientAddress from) {
        var plain = plain(code);
        return guarded(
                owner,
                from,
                () ->
                        plain.length() == Totp.DIGITS
                                ? secrets.use(owner, plain)
                                : isOn(owner) && recoveryCodes.spend(owner, plain));
    }

    public List<String> newRecoveryCodes(UserId owner) {
        return recoveryCodes.replace(owner);
    }

    /** False if there was none. */
    @Transactional
    public boolean remove(UserId owner) {
        return secrets.remove(owner);
    }

    private Check guarded(UserId owner, ClientAddress from, BooleanSupplier isRight) {
        var subject = Subject.secondFactor(owner);
        var delay = attempts.toWait(subject, from);
        if (delay.isPositive()) {
            return new Check.TooSoon(delay);
        }
        if (!isRight.getAsBoolean()) {
            attempts.failed(subject, from);
            return new Check.Wrong();
        }
        attempts.succeeded(subject, from);
        return new Check.Right();
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s\\p{Z}-]", "");
    }
}
