package io.parley.user.availability;

import io.parley.model.UserId;
import io.parley.model.wire.InternalApi;
import io.parley.user.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** When people were there last, told and asked by services that have their connections. */
@RestController
final class InternalLastSeenController {

    private static final int MOST_TOLD = 1_000;
    private static final int MOST_ASKED = 200;

    private final LastSeen lastSeen;

    InternalLastSeenController(LastSeen lastSeen) {
        this.lastSeen = lastSeen;
    }

    record Told(@NotNull @Size(max = MOST_TOLD) List<LastSeen.@Valid @NotNull Seen> seen) {}

    record Known(List<LastSeen.Seen> seen) {}

    @PostMapping(
            path = InternalApi.PREFIX + "/last-seen",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> tell(@Valid @RequestBody Told told) {
        lastSeen.keep(told.seen());
        return ResponseEntity.noContent().build();
    }

    @GetMapping(InternalApi.PREFIX + "/last-seen")
    ResponseEntity<Object> ask(@RequestParam(defaultValue = "") List<String> ids) {
        if (ids.size() > MOST_ASKED) {
            return Problems.field("ids", "may name 200 people at most");
        }
        var known = ids.stream().map(UserId::parse).flatMap(Optional::stream).distinct().toList();
        return ResponseEntity.ok(new Known(lastSeen.find(known)));
    }
}
