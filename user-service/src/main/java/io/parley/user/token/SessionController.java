package io.parley.user.token;

import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.access.ClientAddress;
import io.parley.user.account.Credentials;
import io.parley.user.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A person's sessions, and the ways in which they end. */
@RestController
final class SessionController {

    private static final String SCHEME = "Bearer ";

    private final Sessions sessions;
    private final RotateToken rotateToken;
    private final Credentials credentials;
    private final JwtDecoder decoder;

    SessionController(
            Sessions sessions,
            RotateToken rotateToken,
            Credentials credentials,
            JwtDecoder decoder) {
        this.sessions = sessions;
        this.rotateToken = rotateToken;
        this.credentials = credentials;
        this.decoder = decoder;
    }

    record LogoutRequest(@Size(max = 512) @Nullable String refreshToken) {}

    record PasswordRequest(
            @NotNull @Size(max = 512) String currentPassword,
            @NotNull @Size(max = 512) String newPassword) {}

    record Items(List<Sessions.View> items) {}

    @GetMapping("/auth/sessions")
    Items list(@AuthenticationPrincipal Jwt token) {
        var caller = Caller.of(token);
        return new Items(sessions.live(caller.id(), caller.session()));
    }

    @DeleteMapping("/auth/sessions/{id}")
    ResponseEntity<Object> end(@AuthenticationPrincipal Jwt token, @PathVariable String id) {
        return sessionId(id).filter(s -> endOwn(Caller.of(token), s)).isPresent()
                ? ResponseEntity.noContent().build()
                : Problems.of(ErrorCode.NOT_FOUND, "You have no such session.");
    }

    /** Ends all sessions but the one that asks; with {@code all=true} that one, too. */
    @DeleteMapping("/auth/sessions")
    ResponseEntity<Object> endAll(
            @AuthenticationPrincipal Jwt token, @RequestParam(defaultValue = "false") boolean all) {
        var caller = Caller.of(token);
        var kept = all ? Optional.<UUID>empty() : Optional.of(caller.session());
        sessions.endAll(caller.id(), kept, Sessions.End.ENDED_BY_OWNER);
        return ResponseEntity.noContent().build();
    }

    private boolean endOwn(Caller caller, UUID session) {
        return sessions.endOne(caller.id(), session, Sessions.End.ENDED_BY_OWNER);
    }

    /**
     * Ends the session of the refresh token, else of the access token. Whoever shows something that
     * names no session is logged out already.
     */
    @PostMapping(path = "/auth/logout")
    ResponseEntity<Object> logout(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
                    @Nullable String authorization,
            @Valid @RequestBody(required = false) @Nullable LogoutRequest request) {
        if (request != null && request.refreshToken() != null) {
            RefreshToken.parse(request.refreshToken())
                    .flatMap(rotateToken::sessionOf)
                    .ifPresent(session -> sessions.end(session, Sessions.End.LOGOUT));
            return ResponseEntity.noContent().build();
        }
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return Problems.of(ErrorCode.AUTH_MISSING, "Send the refreshToken of the session.");
        }
        sessionOf(authorization.substring(SCHEME.length()))
                .ifPresent(session -> sessions.end(session, Sessions.End.LOGOUT));
        return ResponseEntity.noContent().build();
    }

    /** A changed password ends every other session: they may be why it was changed. */
    @PostMapping(path = "/auth/password/change", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> changePassword(
            @AuthenticationPrincipal Jwt token,
            @Valid @RequestBody PasswordRequest request,
            HttpServletRequest call) {
        var caller = Caller.of(token);
        var change =
                credentials.change(
                        caller.id(),
                        request.currentPassword(),
                        request.newPassword(),
                        ClientAddress.of(call));
        return switch (change) {
            case Credentials.Change.Changed() -> {
                sessions.endAll(
                        caller.id(), Optional.of(caller.session()), Sessions.End.PASSWORD_CHANGED);
                yield ResponseEntity.noContent().build();
            }
            case Credentials.Change.WrongCurrent() ->
                    Problems.field("currentPassword", "is not the current password");
            case Credentials.Change.Unfit(String rule) -> Problems.field("newPassword", rule);
            case Credentials.Change.TooSoon(Duration delay) -> Problems.tooSoon(delay);
            case Credentials.Change.Busy() -> Problems.busy();
        };
    }

    private Optional<UUID> sessionOf(String accessToken) {
        try {
            return Optional.of(Caller.of(decoder.decode(accessToken)).session());
        } catch (JwtException notAccepted) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> sessionId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
