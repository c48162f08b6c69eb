package io.parley.user.directory;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.user.account.People;
import io.parley.user.http.Problems;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People, for other services, which decide for themselves who may see whom. */
@RestController
final class InternalUsersController {

    private static final int MOST = 200;

    private final People people;

    InternalUsersController(People people) {
        this.people = people;
    }

    @GetMapping(InternalApi.PREFIX + "/users/{id}")
    ResponseEntity<Object> one(@PathVariable String id) {
        return UserId.parse(id)
                .flatMap(people::find)
                .map(person -> ResponseEntity.ok().<Object>body(person))
                .orElseGet(() -> Problems.of(ErrorCode.USER_NOT_FOUND, null));
    }

    @GetMapping(InternalApi.PREFIX + "/users")
    ResponseEntity<Object> many(@RequestParam(defaultValue = "") List<String> ids) {
        if (ids.size() > MOST) {
            return Problems.field("ids", "may name 200 people at most");
        }
        var known = ids.stream().map(UserId::parse).flatMap(Optional::stream).distinct().toList();
        return ResponseEntity.ok(people.findAll(known));
    }
}
