package io.parley.user.registration;

import io.parley.model.Role;
import io.parley.model.wire.ErrorCode;
import io.parley.service.web.Locations;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Admins invite people to register. */
@RestController
final class InvitationController {

    private static final Duration USUAL_LIFE = Duration.ofDays(7);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final int MOST_USES = 1000;

    private final AccountInvitations invitations;
    private final Clock clock;

    InvitationController(AccountInvitations invitations, Clock clock) {
        this.invitations = invitations;
        this.clock = clock;
    }

    record Request(
            @Nullable Role role,
            @Nullable Instant expiresAt,
            @Nullable @Min(1) @Max(MOST_USES) Integer uses) {}

    record Items(List<AccountInvitations.View> items) {}

    @PostMapping(path = "/admin/invitations", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> create(
            @AuthenticationPrincipal Jwt token, @Valid @RequestBody Request request) {
        var now = clock.instant();
        var end = Objects.requireNonNullElseGet(request.expiresAt(), () -> now.plus(USUAL_LIFE));
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_LIFE))) {
            return Problems.field("expiresAt", "must be within the next 366 days");
        }
        var made =
                invitations.create(
                        Caller.of(token).id(),
                        Objects.requireNonNullElse(request.role(), Role.USER),
                        end,
                        Objects.requireNonNullElse(request.uses(), 1));
        return ResponseEntity.created(Locations.of("/admin/invitations/" + made.id())).body(made);
    }

    @GetMapping("/admin/invitations")
    Items open() {
        return new Items(invitations.open());
    }

    @DeleteMapping("/admin/invitations/{id}")
    ResponseEntity<Object> revoke(@AuthenticationPrincipal Jwt token, @PathVariable UUID id) {
        return invitations.revoke(Caller.of(token).id(), id)
                ? ResponseEntity.noContent().build()
                : Problems.of(ErrorCode.NOT_FOUND, "No such invitation works any more.");
    }
}
