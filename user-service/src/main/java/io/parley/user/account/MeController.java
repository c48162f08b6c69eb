package io.parley.user.account;

import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** A person's own account. */
@RestController
final class MeController {

    private final Accounts accounts;
    private final TransactionTemplate transaction;

    MeController(Accounts accounts, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.transaction = transaction;
    }

    record Request(@NotNull @Size(max = 256) String displayName) {}

    @GetMapping("/me")
    ResponseEntity<Object> me(@AuthenticationPrincipal Jwt token) {
        return found(accounts.findById(Caller.of(token).id().value()));
    }

    @PatchMapping(path = "/me", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> edit(
            @AuthenticationPrincipal Jwt token,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String expected,
            @Valid @RequestBody Request request) {
        var name = DisplayName.parse(request.displayName());
        if (name.isEmpty()) {
            return Problems.field("displayName", DisplayName.RULE);
        }
        var id = Caller.of(token).id().value();
        var changed =
                transaction.execute(
                        tx ->
                                accounts.findById(id)
                                        .filter(account -> isExpected(account, expected))
                                        .map(account -> account.rename(name.get())));
        if (changed.isEmpty()) {
            return Problems.of(
                    ErrorCode.PRECONDITION_FAILED, "The account was changed since it was read.");
        }
        return found(accounts.findById(id));
    }

    private static ResponseEntity<Object> found(Optional<Account> account) {
        return account.map(a -> ResponseEntity.ok().eTag(eTag(a)).<Object>body(a.person()))
                .orElseGet(() -> Problems.of(ErrorCode.USER_NOT_FOUND, null));
    }

    private static boolean isExpected(Account account, @Nullable String eTag) {
        return eTag == null || eTag.equals("*") || eTag.equals(eTag(account));
    }

    private static String eTag(Account account) {
        return "\"" + account.version() + "\"";
    }
}
