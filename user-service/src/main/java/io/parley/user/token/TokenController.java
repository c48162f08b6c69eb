package io.parley.user.token;

import io.parley.model.room.Person;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Login, refresh and tickets. */
@RestController
final class TokenController {

    private final LogIn logIn;
    private final RotateToken rotateToken;
    private final AccessTokens accessTokens;
    private final Tickets tickets;
    private final LoginMetrics metrics;

    TokenController(
            LogIn logIn,
            RotateToken rotateToken,
            AccessTokens accessTokens,
            Tickets tickets,
            LoginMetrics metrics) {
        this.logIn = logIn;
        this.rotateToken = rotateToken;
        this.accessTokens = accessTokens;
        this.tickets = tickets;
        this.metrics = metrics;
    }

    record LoginRequest(
            @NotNull @Size(max = 256) String username, @NotNull @Size(max = 512) String password) {}

    record RefreshRequest(@NotNull @Size(max = 512) String refreshToken) {}

    record Tokens(String accessToken, long expiresIn, String refreshToken, Person user) {}

    record Ticket(String ticket, long expiresIn) {}

    @PostMapping(path = "/auth/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> login(
            @Valid @RequestBody LoginRequest request,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false)
                    @Nullable String agent) {
        var result =
                logIn.logIn(request.username(), request.password(), Optional.ofNullable(agent));
        return switch (result) {
            case LogIn.Result.LoggedIn(RefreshToken token, Person person) -> tokens(token, person);
            case LogIn.Result.Refused() ->
                    Problems.of(ErrorCode.AUTH_INVALID, "The username or the password is wrong.");
            case LogIn.Result.Busy() -> Problems.busy();
        };
    }

    @PostMapping(path = "/auth/refresh", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> refresh(@Valid @RequestBody RefreshRequest request) {
        var result =
                RefreshToken.parse(request.refreshToken())
                        .map(rotateToken::rotate)
                        .orElseGet(RotateToken.Result.Unknown::new);
        metrics.refresh(outcome(result));
        return switch (result) {
            case RotateToken.Result.Rotated(RefreshToken next, Person person) ->
                    tokens(next, person);
            case RotateToken.Result.Unknown() ->
                    Problems.of(ErrorCode.AUTH_INVALID, "The refresh token is not valid.");
            case RotateToken.Result.Ended(), RotateToken.Result.Reused() ->
                    Problems.of(ErrorCode.AUTH_REVOKED, "The session has ended: log in again.");
        };
    }

    @PostMapping("/auth/ticket")
    Ticket ticket(@AuthenticationPrincipal Jwt token) {
        return new Ticket(tickets.issue(Caller.of(token)), Tickets.LIFE.toSeconds());
    }

    private ResponseEntity<Object> tokens(RefreshToken refresh, Person person) {
        return ResponseEntity.ok(
                new Tokens(
                        accessTokens.issue(person, refresh.session()),
                        AccessTokens.LIFE.toSeconds(),
                        refresh.text(),
                        person));
    }

    private static LoginMetrics.Outcome outcome(RotateToken.Result result) {
        return switch (result) {
            case RotateToken.Result.Rotated rotated -> LoginMetrics.Outcome.ACCEPTED;
            case RotateToken.Result.Reused() -> LoginMetrics.Outcome.REUSED;
            case RotateToken.Result.Unknown(), RotateToken.Result.Ended() ->
                    LoginMetrics.Outcome.REFUSED;
        };
    }
}
