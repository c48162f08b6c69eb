package io.parley.user.directory;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Texts;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People, for people. */
@RestController
final class DirectoryController {

    private static final int LONGEST_QUERY = 64;
    private static final int MOST = 200;

    private final Contacts contacts;

    DirectoryController(Contacts contacts) {
        this.contacts = contacts;
    }

    record Page(List<Person> items, @Nullable String next) {}

    @GetMapping("/users")
    ResponseEntity<Object> list(
            @AuthenticationPrincipal Jwt token,
            @RequestParam(defaultValue = "") @Size(max = LONGEST_QUERY) String q,
            @RequestParam(defaultValue = "") @Size(max = Cursor.LONGEST) String cursor,
            @RequestParam(defaultValue = "") @Size(max = Cursor.LONGEST) String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(MOST) int limit) {
        // Clients of an earlier version say "after"
        var given = cursor.isEmpty() ? after : cursor;
        var start = given.isEmpty() ? Optional.of("") : Cursor.username(given);
        if (start.isEmpty()) {
            return Problems.field("cursor", "must be the next of an earlier page");
        }
        if (!Texts.isStorable(q)) {
            return Problems.field("q", "holds characters that no name has");
        }
        // One more than asked for tells whether there is a next page
        var found = contacts.page(Caller.of(token), q, start.get(), limit + 1);
        return ResponseEntity.ok(page(found, limit));
    }

    @GetMapping("/users/{id}")
    ResponseEntity<Object> one(@AuthenticationPrincipal Jwt token, @PathVariable String id) {
        return UserId.parse(id)
                .flatMap(user -> contacts.find(Caller.of(token), user))
                .map(person -> ResponseEntity.ok().<Object>body(person))
                .orElseGet(() -> Problems.of(ErrorCode.USER_NOT_FOUND, null));
    }

    private static Page page(List<Person> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        var items = found.subList(0, limit);
        return new Page(items, Cursor.after(items.getLast().username()));
    }
}
