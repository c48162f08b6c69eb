package io.parley.chat.rest;

import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.presence.PresenceFeeds;
import io.parley.chat.presence.PresenceFrame.Shown;
import io.parley.chat.presence.PresenceQueries;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.RefusedRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is there, for those who ask once. */
@RestController
class PresenceController {

    private static final long RETRY_AFTER_MS = 1_000;

    private final PresenceQueries queries;

    PresenceController(PresenceQueries queries) {
        this.queries = queries;
    }

    /** People, as a session is told of those whom it watches. */
    record People(List<Shown> users) {}

    /** How many of those inside of a room are there. */
    record InRoom(int online) {}

    /**
     * @param users their ids, with commas between them
     */
    @GetMapping("/presence")
    People people(Actor caller, @RequestParam String users) {
        var wanted = ids(users);
        return answer(() -> new People(queries.people(caller, wanted)));
    }

    @GetMapping("/rooms/{roomId}/presence")
    InRoom inRoom(Actor caller, @PathVariable RoomId roomId) {
        return switch (answer(() -> queries.inRoom(caller, roomId))) {
            case PresenceQueries.Count.Online(int people) -> new InRoom(people);
            case PresenceQueries.Count.Refused(ErrorCode code) ->
                    throw new RefusedRequest(Problem.of(code, null));
        };
    }

    private static <T> T answer(Supplier<T> question) {
        try {
            return question.get();
        } catch (ServiceUnavailableException away) {
            throw notNow("Who is there is not known at present.");
        }
    }

    private static Set<UserId> ids(String users) {
        var words = users.split(",", PresenceFeeds.MOST_WATCHED + 1);
        var ids =
                Arrays.stream(words)
                        .flatMap(word -> UserId.parse(word).stream())
                        .collect(Collectors.toSet());
        if (words.length > PresenceFeeds.MOST_WATCHED
                || Arrays.stream(words).anyMatch(word -> UserId.parse(word).isEmpty())) {
            throw RefusedRequest.invalid(
                    "users",
                    "must be 1 to %d ids of people with commas between them"
                            .formatted(PresenceFeeds.MOST_WATCHED));
        }
        return ids;
    }

    private static RefusedRequest notNow(String detail) {
        return new RefusedRequest(
                Problem.of(ErrorCode.UNAVAILABLE, detail).withRetryAfterMs(RETRY_AFTER_MS));
    }
}
