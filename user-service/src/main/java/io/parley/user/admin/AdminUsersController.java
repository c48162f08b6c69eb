package io.parley.user.admin;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Texts;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People, for admins: who they are, what they may do. */
@RestController
final class AdminUsersController {

    private static final int LONGEST_QUERY = 64;
    private static final int MOST = 200;

    private final AdminPeople people;
    private final ChangeRole changeRole;
    private final Bans bans;
    private final Clock clock;

    AdminUsersController(AdminPeople people, ChangeRole changeRole, Bans bans, Clock clock) {
        this.people = people;
        this.changeRole = changeRole;
        this.bans = bans;
        this.clock = clock;
    }

    record Page(List<AdminPeople.View> items, @Nullable String next) {}

    record RoleRequest(@NotNull Role role, @NotNull @Reason String reason) {}

    record BanRequest(@Nullable Instant until, @NotNull @Reason String reason) {}

    @GetMapping("/admin/users")
    ResponseEntity<Object> list(
            @RequestParam(defaultValue = "") @Size(max = LONGEST_QUERY) String q,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable Boolean banned,
            @RequestParam(defaultValue = "") @Size(max = PageCursor.LONGEST) String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(MOST) int limit) {
        var start = cursor.isEmpty() ? Optional.of("") : PageCursor.place(cursor);
        if (start.isEmpty()) {
            return Problems.field("cursor", PageCursor.RULE);
        }
        if (!Texts.isStorable(q)) {
            return Problems.field("q", "holds characters that no name has");
        }
        // One more than asked for tells whether there is a next page
        var found = people.page(new AdminPeople.Page(q, role, banned, start.get(), limit + 1));
        return ResponseEntity.ok(page(found, limit));
    }

    @GetMapping("/admin/users/{id}")
    ResponseEntity<Object> one(@PathVariable String id) {
        return UserId.parse(id).map(this::shown).orElseGet(AdminUsersController::nobody);
    }

    @PutMapping(path = "/admin/users/{id}/role", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> role(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @Valid @RequestBody RoleRequest request) {
        return UserId.parse(id)
                .map(
                        subject ->
                                changeRole
                                        .change(
                                                Caller.of(token).id(),
                                                subject,
                                                request.role(),
                                                request.reason())
                                        .answer(() -> shown(subject)))
                .orElseGet(AdminUsersController::nobody);
    }

    @PutMapping(path = "/admin/users/{id}/ban", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> ban(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @Valid @RequestBody BanRequest request) {
        var until = Optional.ofNullable(request.until());
        if (until.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            return Problems.field("until", "must lie ahead");
        }
        return UserId.parse(id)
                .map(
                        subject ->
                                bans.ban(Caller.of(token).id(), subject, until, request.reason())
                                        .answer(() -> shown(subject)))
                .orElseGet(AdminUsersController::nobody);
    }

    @DeleteMapping("/admin/users/{id}/ban")
    ResponseEntity<Object> unban(
            @AuthenticationPrincipal Jwt token,
            @PathVariable String id,
            @RequestParam(required = false) @Reason @Nullable String reason) {
        return UserId.parse(id)
                .map(
                        subject ->
                                bans.unban(Caller.of(token).id(), subject, reason)
                                        .answer(() -> shown(subject)))
                .orElseGet(AdminUsersController::nobody);
    }

    private ResponseEntity<Object> shown(UserId id) {
        return people.find(id)
                .map(view -> ResponseEntity.ok().<Object>body(view))
                .orElseGet(AdminUsersController::nobody);
    }

    private static ResponseEntity<Object> nobody() {
        return Problems.of(ErrorCode.USER_NOT_FOUND, null);
    }

    private static Page page(List<AdminPeople.View> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        var items = found.subList(0, limit);
        return new Page(items, PageCursor.after(items.getLast().username()));
    }
}
