package io.parley.user.oidc;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.text.WrittenText;
import io.parley.user.account.ExternalAccounts;
import io.parley.user.account.People;
import io.parley.user.token.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Finds or makes the account of somebody whom the provider vouches for, and signs them in. */
@Component
class ExternalSignIn {

    private final IdentityProvider provider;
    private final ExternalAccounts accounts;
    private final People people;
    private final SignIn signIn;

    ExternalSignIn(
            IdentityProvider provider, ExternalAccounts accounts, People people, SignIn signIn) {
        this.provider = provider;
        this.accounts = accounts;
        this.people = people;
        this.signIn = signIn;
    }

    Person person(OidcUser user) {
        var role =
                provider.settings()
                        .isAdmin(user.getClaims())
                        .map(admin -> admin ? Role.ADMIN : Role.USER);
        return accounts.findOrMake(
                new ExternalAccounts.Identity(
                        provider.settings().issuer(),
                        Objects.requireNonNull(user.getSubject(), "every ID token has one"),
                        first(user.getPreferredUsername(), user.getEmail(), user.getSubject()),
                        first(user.getFullName(), user.getPreferredUsername(), ""),
                        role));
    }

    /** Empty if the account is gone meanwhile. */
    Optional<ResponseEntity<Object>> start(UserId owner, HttpServletRequest call) {
        return people.find(owner).map(person -> signIn.start(person, call));
    }

    private static String first(
            @Nullable String one, @Nullable String other, @Nullable String last) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .filter(text -> !WrittenText.showsNothing(text))
                .findFirst()
                .orElse(last == null ? "" : last);
    }
}
