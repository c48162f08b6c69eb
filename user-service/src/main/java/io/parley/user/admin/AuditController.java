package io.parley.user.admin;

import io.parley.model.UserId;
import io.parley.user.audit.AuditAction;
import io.parley.user.http.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log, for admins. */
@RestController
final class AuditController {

    private static final int MOST = 200;
    private static final int LONGEST = 64;

    private final AuditEntries entries;

    AuditController(AuditEntries entries) {
        this.entries = entries;
    }

    record Page(List<AuditEntries.Entry> items, @Nullable String next) {}

    @GetMapping("/admin/audit")
    ResponseEntity<Object> list(
            @RequestParam(defaultValue = "") @Size(max = LONGEST) String actor,
            @RequestParam(defaultValue = "") @Size(max = LONGEST) String subject,
            @RequestParam(defaultValue = "") @Size(max = LONGEST) String action,
            @RequestParam(defaultValue = "") @Size(max = PageCursor.LONGEST) String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(MOST) int limit) {
        if (isUnfit(actor)) {
            return Problems.field("actor", "must be the id of a person");
        }
        if (isUnfit(subject)) {
            return Problems.field("subject", "must be the id of a person");
        }
        if (!action.isEmpty() && AuditAction.fromWire(action).isEmpty()) {
            return Problems.field("action", "must be the name of an action");
        }
        var before = cursor.isEmpty() ? Optional.<Long>empty() : PageCursor.number(cursor);
        if (before.isEmpty() && !cursor.isEmpty()) {
            return Problems.field("cursor", PageCursor.RULE);
        }
        var page =
                new AuditEntries.Page(
                        UserId.parse(actor).orElse(null),
                        UserId.parse(subject).orElse(null),
                        action.isEmpty() ? null : action,
                        before.orElse(null),
                        limit + 1);
        return ResponseEntity.ok(page(entries.page(page), limit));
    }

    private static boolean isUnfit(String id) {
        return !id.isEmpty() && UserId.parse(id).isEmpty();
    }

    private static Page page(List<AuditEntries.Entry> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        var items = found.subList(0, limit);
        return new Page(items, PageCursor.after(Long.toString(items.getLast().id())));
    }
}
