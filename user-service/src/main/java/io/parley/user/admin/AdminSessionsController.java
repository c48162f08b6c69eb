package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import io.parley.user.token.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sessions of people, for admins. */
@RestController
final class AdminSessionsController {

    private final AdminPeople people;
    private final Sessions sessions;
    private final RevokeSessions revoke;

    AdminSessionsController(AdminPeople people, Sessions sessions, RevokeSessions revoke) {
        this.people = people;
        this.sessions = sessions;
        this.revoke = revoke;
    }

    record Items(List<Sessions.View> items) {}

    @GetMapping("/admin/users/{id}/sessions")
    ResponseEntity<Object> list(@AuthenticationPrincipal Jwt token, @PathVariable String id) {
        var caller = Caller.of(token);
        return UserId.parse(id)
                .filter(person -> people.find(person).isPresent())
                .map(person -> new Items(sessions.live(person, caller.session())))
                .map(items -> ResponseEntity.ok().<Object>body(items))
                .orElseGet(AdminSessionsController::nobody);
    }

    @DeleteMapping("/admin/users/{id}/sessions")
    ResponseEntity<Object> endAll(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @RequestParam(required = false) @Reason @Nullable String reason) {
        return UserId.parse(id)
                .map(person -> revoke.all(Caller.of(token).id(), person, reason))
                .map(outcome -> outcome.answer(ResponseEntity.noContent()::build))
                .orElseGet(AdminSessionsController::nobody);
    }

    @DeleteMapping("/admin/users/{id}/sessions/{session}")
    ResponseEntity<Object> endOne(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @PathVariable String session,
            @RequestParam(required = false) @Reason @Nullable String reason) {
        var named = sessionId(session);
        if (named.isEmpty()) {
            return RevokeSessions.NO_SUCH_SESSION.answer(ResponseEntity.noContent()::build);
        }
        return UserId.parse(id)
                .map(person -> revoke.one(Caller.of(token).id(), person, named.get(), reason))
                .map(outcome -> outcome.answer(ResponseEntity.noContent()::build))
                .orElseGet(AdminSessionsController::nobody);
    }

    private static ResponseEntity<Object> nobody() {
        return Problems.of(ErrorCode.USER_NOT_FOUND, null);
    }

    private static Optional<UUID> sessionId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
