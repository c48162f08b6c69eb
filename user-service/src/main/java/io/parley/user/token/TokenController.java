package io.parley.user.token;

import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import io.parley.user.ticket.Tickets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Refresh and tickets. */
@RestController
final class TokenController {

    private final RotateToken rotateToken;
    private final TokenAnswer answer;
    private final Tickets tickets;
    private final LoginMetrics metrics;

    TokenController(
            RotateToken rotateToken, TokenAnswer answer, Tickets tickets, LoginMetrics metrics) {
        this.rotateToken = rotateToken;
        this.answer = answer;
        this.tickets = tickets;
        this.metrics = metrics;
    }

    record RefreshRequest(@NotNull @Size(max = 512) String refreshToken) {}

    record Ticket(String ticket, long expiresIn) {}

    @PostMapping(path = "/auth/refresh", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> refresh(@Valid @RequestBody RefreshRequest request) {
        var result =
                RefreshToken.parse(request.refreshToken())
                        .map(rotateToken::rotate)
                        .orElseGet(RotateToken.Result.Unknown::new);
        metrics.refresh(outcome(result));
        return switch (result) {
            case RotateToken.Result.Rotated(RefreshToken next, Person person) ->
                    answer.of(next, person);
            case RotateToken.Result.Unknown() ->
                    Problems.of(ErrorCode.AUTH_INVALID, "The refresh token is not valid.");
            case RotateToken.Result.Banned(Instant until) -> Refusals.banned(until);
            case RotateToken.Result.Ended(), RotateToken.Result.Reused() ->
                    Problems.of(ErrorCode.AUTH_REVOKED, "The session has ended: log in again.");
        };
    }

    @PostMapping("/auth/ticket")
    Ticket ticket(@AuthenticationPrincipal Jwt token) {
        return new Ticket(tickets.issue(Caller.of(token)), Tickets.LIFE.toSeconds());
    }

    private static LoginMetrics.Outcome outcome(RotateToken.Result result) {
        return switch (result) {
            case RotateToken.Result.Rotated rotated -> LoginMetrics.Outcome.ACCEPTED;
            case RotateToken.Result.Reused() -> LoginMetrics.Outcome.REUSED;
            case RotateToken.Result.Unknown(), RotateToken.Result.Ended() ->
                    LoginMetrics.Outcome.REFUSED;
            case RotateToken.Result.Banned banned -> LoginMetrics.Outcome.REFUSED;
        };
    }
}
