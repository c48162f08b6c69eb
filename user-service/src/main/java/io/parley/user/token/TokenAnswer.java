package io.parley.user.token;

import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import io.parley.user.http.Problems;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answer to everybody who gets a session or goes on with one. */
@Component
final class TokenAnswer {

    private final AccessTokens accessTokens;

    TokenAnswer(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    record Tokens(
            String accessToken,
            long expiresIn,
            String refreshToken,
            Person user,
            @Nullable List<String> recoveryCodes) {}

    ResponseEntity<Object> of(RefreshToken refresh, Person person) {
        return of(refresh, person, List.of());
    }

    ResponseEntity<Object> of(RefreshToken refresh, Person person, List<String> recoveryCodes) {
        return switch (accessTokens.issue(person.id(), refresh.session())) {
            case AccessTokens.Issue.Issued(String token, Person owner) ->
                    ResponseEntity.ok(
                            new Tokens(
                                    token,
                                    AccessTokens.LIFE.toSeconds(),
                                    refresh.text(),
                                    owner,
                                    recoveryCodes.isEmpty() ? null : recoveryCodes));
            case AccessTokens.Issue.Banned(Instant until) -> Refusals.banned(until);
            case AccessTokens.Issue.NoAccount() ->
                    Problems.of(ErrorCode.AUTH_REVOKED, "The account is gone.");
        };
    }
}
