package io.parley.user.account;

import io.parley.model.Role;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The accounts that are edited. New ones come from {@link NewAccounts}. */
public interface Accounts extends Repository<Account, UUID> {

    Optional<Account> findById(UUID id);

    Optional<Account> findByUsername(String username);

    boolean existsByUsername(String username);

    boolean existsByRole(Role role);
}
