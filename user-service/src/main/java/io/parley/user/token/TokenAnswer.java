package io.parley.user.token;

import io.parley.model.room.Person;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import java.util.List;

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
        return ResponseEntity.ok(
                new Tokens(
                        accessTokens.issue(person, refresh.session()),
                        AccessTokens.LIFE.toSeconds(),
                        refresh.text(),
                        person,
                        recoveryCodes.isEmpty() ? null : recoveryCodes));
    }
}
