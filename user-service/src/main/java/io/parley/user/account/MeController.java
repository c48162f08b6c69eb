package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.text.WrittenText;
import io.parley.model.wire.ErrorCode;
import io.parley.service.VersionTag;
import io.parley.user.access.Caller;
import io.parley.user.access.ClientAddress;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Duration;
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
    private final Credentials credentials;
    private final AccountLog accountLog;
    private final SearchTerms searchTerms;
    private final LookAlikes lookAlikes;
    private final TransactionTemplate transaction;

    MeController(
            Accounts accounts,
            Credentials credentials,
            AccountLog accountLog,
            SearchTerms searchTerms,
            LookAlikes lookAlikes,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.accountLog = accountLog;
        this.searchTerms = searchTerms;
        this.lookAlikes = lookAlikes;
        this.transaction = transaction;
    }

    /**
     * What is to change; what is absent stays.
     *
     * @param email empty for none any more
     * @param currentPassword needed with an email: who can read that mail can take the account
     */
    record Request(
            @Size(max = 256) @Nullable String displayName,
            @Size(max = 256) @Nullable String email,
            @Size(max = 512) @Nullable String currentPassword) {}

    record Me(UserId id, String username, String displayName, Role role, @Nullable String email) {}

    private record Edit(Optional<DisplayName> name, boolean setsEmail, Optional<Email> email) {

        Account applyTo(Account account) {
            name.ifPresent(account::rename);
            if (setsEmail) {
                account.changeEmail(email);
            }
            return account;
        }
    }

    @GetMapping("/me")
    ResponseEntity<Object> me(@AuthenticationPrincipal Jwt token) {
        return found(accounts.findById(Caller.of(token).id().value()));
    }

    @PatchMapping(path = "/me", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> edit(
            @AuthenticationPrincipal Jwt token,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String expected,
            @Valid @RequestBody Request request,
            HttpServletRequest call) {
        var name = Optional.ofNullable(request.displayName()).flatMap(DisplayName::parse);
        var caller = Caller.of(token);
        var fault = Optional.ofNullable(request.displayName()).flatMap(text -> fault(text, caller));
        if (fault.isPresent()) {
            return Problems.field("displayName", fault.get());
        }
        var written = Optional.ofNullable(request.email()).map(WrittenText::strip);
        var email = written.flatMap(Email::parse);
        var setsEmail = written.isPresent();
        if (setsEmail && email.isEmpty() && !written.get().isEmpty()) {
            return Problems.field("email", Email.RULE);
        }
        var id = caller.id();
        if (setsEmail) {
            var refused = refusal(id, request.currentPassword(), ClientAddress.of(call));
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return store(id, expected, new Edit(name, setsEmail, email));
    }

    private Optional<String> fault(String displayName, Caller caller) {
        return DisplayName.fault(displayName)
                .or(
                        () ->
                                caller.role() != Role.ADMIN && lookAlikes.isLikeAdmin(displayName)
                                        ? Optional.of(LookAlikes.RULE)
                                        : Optional.empty());
    }

    private Optional<ResponseEntity<Object>> refusal(
            UserId id, @Nullable String password, ClientAddress from) {
        if (password == null) {
            return Optional.of(Problems.field("currentPassword", "is needed to change the email"));
        }
        return switch (credentials.check(id, password, from)) {
            case Credentials.Check.Right right -> Optional.empty();
            case Credentials.Check.Wrong() ->
                    Optional.of(Problems.field("currentPassword", "is not the current password"));
            case Credentials.Check.TooSoon(Duration delay) -> Optional.of(Problems.tooSoon(delay));
            case Credentials.Check.Busy() -> Optional.of(Problems.busy());
        };
    }

    private ResponseEntity<Object> store(UserId id, @Nullable String expected, Edit edit) {
        var changed =
                transaction.execute(
                        tx ->
                                accounts.findById(id.value())
                                        .filter(
                                                account ->
                                                        VersionTag.isWanted(
                                                                expected, account.version()))
                                        .map(account -> told(edit.applyTo(account))));
        if (changed.isEmpty()) {
            return Problems.of(
                    ErrorCode.PRECONDITION_FAILED, "The account was changed since it was read.");
        }
        return found(accounts.findById(id.value()));
    }

    private Account told(Account account) {
        var person = account.person();
        searchTerms.put(person.id(), person.username(), person.displayName());
        accountLog.tell(person.id());
        return account;
    }

    private static ResponseEntity<Object> found(Optional<Account> account) {
        return account.map(
                        a ->
                                ResponseEntity.ok()
                                        .eTag(VersionTag.of(a.version()))
                                        .<Object>body(view(a)))
                .orElseGet(() -> Problems.of(ErrorCode.USER_NOT_FOUND, null));
    }

    private static Me view(Account account) {
        var person = account.person();
        return new Me(
                person.id(),
                person.username(),
                person.displayName(),
                person.role(),
                account.email().map(Email::value).orElse(null));
    }
}
