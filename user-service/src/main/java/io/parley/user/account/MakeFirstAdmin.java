package io.parley.user.account;

import io.parley.model.Role;
import io.parley.service.WrongSetting;
import io.parley.user.account.FirstAdminSettings.FirstAdmin;
import io.parley.user.password.PasswordHasher;
import io.parley.user.password.PasswordPolicy;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes the first admin before the service counts as ready. Where there is an admin already it does
 * nothing, so a restart neither resets a password nor brings back somebody who was demoted.
 */
@Component
final class MakeFirstAdmin implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(MakeFirstAdmin.class);

    private final FirstAdminSettings settings;
    private final Accounts accounts;
    private final NewAccounts newAccounts;
    private final PasswordHasher hasher;

    MakeFirstAdmin(
            FirstAdminSettings settings,
            Accounts accounts,
            NewAccounts newAccounts,
            PasswordHasher hasher) {
        this.settings = settings;
        this.accounts = accounts;
        this.newAccounts = newAccounts;
        this.hasher = hasher;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!accounts.existsByRole(Role.ADMIN)) {
            settings.firstAdmin().ifPresent(this::make);
        }
    }

    private void make(FirstAdmin admin) {
        var name = admin.name();
        var hash = hasher.hashAtStart(admin.password());
        if (PasswordPolicy.judge(admin.password().value(), name.value())
                instanceof PasswordPolicy.Verdict.Unfit(String rule)) {
            // The operator's own choice, which must not keep an installation from starting
            log.atWarn().addKeyValue("rule", rule).log("the first admin's password is weak");
        }
        newAccounts
                .add(
                        new NewAccounts.Wanted(
                                name, new DisplayName(name.value()), Role.ADMIN, Optional.empty()),
                        Optional.of(hash))
                .ifPresentOrElse(
                        made -> log.atInfo().addKeyValue("userId", made.id()).log("first admin"),
                        this::refuseIfStillWithoutAdmin);
    }

    /** Another replica may have been faster; a user of that name must not become an admin. */
    private void refuseIfStillWithoutAdmin() {
        if (!accounts.existsByRole(Role.ADMIN)) {
            throw new WrongSetting(
                    "PARLEY_ADMIN_NAME is the name of a user already: choose another name.");
        }
    }
}
