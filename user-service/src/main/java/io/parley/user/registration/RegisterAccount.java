package io.parley.user.registration;

import io.parley.model.Role;
import io.parley.model.room.Person;
import io.parley.model.text.WrittenText;
import io.parley.model.wire.Problem;
import io.parley.user.access.ClientAddress;
import io.parley.user.account.Accounts;
import io.parley.user.account.DisplayName;
import io.parley.user.account.Email;
import io.parley.user.account.LookAlikes;
import io.parley.user.account.NewAccounts;
import io.parley.user.account.Username;
import io.parley.user.guard.Familiarity;
import io.parley.user.password.Password;
import io.parley.user.password.PasswordHasher;
import io.parley.user.password.PasswordPolicy;
import io.parley.user.password.TurnQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes an account for somebody who comes by, where the installation lets people do that. */
@Component
class RegisterAccount {

    private final RegistrationSettings settings;
    private final Accounts accounts;
    private final NewAccounts newAccounts;
    private final AccountInvitations invitations;
    private final LookAlikes lookAlikes;
    private final PasswordHasher hasher;
    private final TransactionTemplate transaction;

    RegisterAccount(
            RegistrationSettings settings,
            Accounts accounts,
            NewAccounts newAccounts,
            AccountInvitations invitations,
            LookAlikes lookAlikes,
            PasswordHasher hasher,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.accounts = accounts;
        this.newAccounts = newAccounts;
        this.invitations = invitations;
        this.lookAlikes = lookAlikes;
        this.hasher = hasher;
        this.transaction = transaction;
    }

    /** What somebody wrote into the form. */
    record Form(
            String username,
            String password,
            Optional<String> displayName,
            Optional<String> email,
            Optional<String> invitation) {}

    sealed interface Result {
        record Registered(Person person) implements Result {}

        record NameTaken() implements Result {}

        record Unfit(List<Problem.Field> fields) implements Result {}

        /** Nobody may, or nobody without an invitation. */
        record Closed(String why) implements Result {}

        record Busy() implements Result {}
    }

    private record Fields(
            Optional<Username> name,
            Optional<DisplayName> shown,
            Optional<Email> email,
            PasswordPolicy.Verdict password) {

        static Fields of(Form form) {
            return new Fields(
                    Username.parse(form.username()),
                    DisplayName.parse(form.displayName().orElse(form.username())),
                    form.email().flatMap(Email::parse),
                    PasswordPolicy.judge(form.password(), WrittenText.strip(form.username())));
        }
    }

    Result register(Form form, ClientAddress from) {
        if (settings.chosen() == RegistrationSettings.Mode.CLOSED) {
            return new Result.Closed("Nobody can register here: an admin makes accounts.");
        }
        if (settings.chosen() == RegistrationSettings.Mode.INVITATION
                && form.invitation().isEmpty()) {
            return new Result.Closed("Registering needs the code of an invitation here.");
        }
        var fields = Fields.of(form);
        var unfit = unfit(form, fields);
        if (fields.name().isPresent()
                && fields.shown().isPresent()
                && unfit.isEmpty()
                && fields.password() instanceof PasswordPolicy.Verdict.Fit(Password password)) {
            var wanted =
                    new NewAccounts.Wanted(
                            fields.name().get(), fields.shown().get(), Role.USER, fields.email());
            return add(wanted, password, form.invitation(), from);
        }
        return new Result.Unfit(unfit);
    }

    private List<Problem.Field> unfit(Form form, Fields fields) {
        var unfit = new ArrayList<Problem.Field>();
        refuseUnless(fields.name().isPresent(), "username", Username.RULE, unfit);
        fields.name()
                .filter(name -> !accounts.existsByUsername(name.value()))
                .filter(name -> lookAlikes.isLikeAdmin(name.value()))
                .ifPresent(name -> unfit.add(new Problem.Field("username", LookAlikes.RULE)));
        form.displayName()
                .flatMap(this::faultOfDisplayName)
                .ifPresent(rule -> unfit.add(new Problem.Field("displayName", rule)));
        refuseUnless(
                fields.email().isPresent() || form.email().isEmpty(), "email", Email.RULE, unfit);
        if (fields.password() instanceof PasswordPolicy.Verdict.Unfit(String rule)) {
            unfit.add(new Problem.Field("password", rule));
        }
        refuseUnless(
                form.invitation().map(invitations::works).orElse(true),
                "invitation",
                "does not work, or not any more: ask for a new one",
                unfit);
        return unfit;
    }

    private Optional<String> faultOfDisplayName(String text) {
        return DisplayName.fault(text)
                .or(
                        () ->
                                lookAlikes.isLikeAdmin(text)
                                        ? Optional.of(LookAlikes.RULE)
                                        : Optional.empty());
    }

    private Result add(
            NewAccounts.Wanted wanted,
            Password password,
            Optional<String> invitation,
            ClientAddress from) {
        // Looked up first: a taken name must not cost a hash
        if (accounts.existsByUsername(wanted.name().value())) {
            return new Result.NameTaken();
        }
        var hash = hasher.hash(password, new TurnQueue.Place(Familiarity.STRANGE, from));
        if (hash.isEmpty()) {
            return new Result.Busy();
        }
        return transaction.execute(
                tx -> {
                    var result = store(wanted, hash.get(), invitation);
                    if (!(result instanceof Result.Registered)) {
                        tx.setRollbackOnly(); // an invitation is spent by an account only
                    }
                    return result;
                });
    }

    private Result store(NewAccounts.Wanted wanted, String hash, Optional<String> invitation) {
        var role = invitation.map(invitations::spend).orElse(Optional.of(wanted.role()));
        if (role.isEmpty()) {
            return new Result.Unfit(
                    List.of(new Problem.Field("invitation", "was used by somebody else")));
        }
        return newAccounts
                .add(wanted.as(role.get()), Optional.of(hash))
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
