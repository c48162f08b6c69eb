package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's account. Its version grows with each change, so that two editors cannot overlook one
 * another.
 */
@Entity
@Table(name = "account")
class Account {

    @Id private UUID id;
    private String username;
    private String displayName;

    @Enumerated(EnumType.STRING)
    private Role role;

    private @Nullable String passwordHash;
    private @Nullable String email;
    @Version private @Nullable Long version;

    /** JPA fills the fields right after it. */
    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Person person() {
        return new Person(new UserId(id), username, displayName, role);
    }

    /** None for somebody who signs in elsewhere. */
    Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    Optional<Email> email() {
        return Optional.ofNullable(email).map(Email::new);
    }

    void changeEmail(Optional<Email> next) {
        email = next.map(Email::value).orElse(null);
    }

    long version() {
        return version == null ? 0 : version;
    }

    Account rename(DisplayName name) {
        displayName = name.value();
        return this;
    }

    void replacePassword(String hash) {
        passwordHash = hash;
    }
}
