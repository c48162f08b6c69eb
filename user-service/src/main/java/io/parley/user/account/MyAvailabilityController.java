package io.parley.user.account;

import io.parley.model.UserId;
import io.parley.model.user.Availability;
import io.parley.model.user.DoNotDisturb;
import io.parley.model.user.UserStatus;
import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.availability.Availabilities;
import io.parley.user.availability.WantedDnd;
import io.parley.user.availability.WantedPresence;
import io.parley.user.availability.WantedStatus;
import io.parley.user.availability.Wish;
import io.parley.user.http.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a person says of being there. */
@RestController
final class MyAvailabilityController {

    private static final String STATUS = "/me/status";
    private static final String DND = "/me/dnd";

    private final Availabilities availabilities;
    private final AccountLog accountLog;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MyAvailabilityController(
            Availabilities availabilities,
            AccountLog accountLog,
            TransactionTemplate transaction,
            Clock clock) {
        this.availabilities = availabilities;
        this.accountLog = accountLog;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What the person has said and is not over.
     *
     * @param presence auto, away or invisible
     * @param dndNow whether they must not be disturbed at this moment
     */
    record Said(
            @Nullable UserStatus status,
            @Nullable DoNotDisturb dnd,
            String presence,
            boolean dndNow,
            boolean showLastSeen) {}

    @GetMapping(STATUS)
    Said mine(@AuthenticationPrincipal Jwt token) {
        var now = clock.instant();
        var said = availabilities.find(Caller.of(token).id()).at(now);
        return new Said(
                said.status(),
                said.dnd(),
                WantedPresence.name(said.presence()),
                said.isDoNotDisturbAt(now),
                !said.hidesLastSeen());
    }

    @PutMapping(path = STATUS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> status(
            @AuthenticationPrincipal Jwt token, @RequestBody WantedStatus wanted) {
        return answer(token, wanted.at(clock.instant()));
    }

    @DeleteMapping(STATUS)
    ResponseEntity<Object> noStatus(@AuthenticationPrincipal Jwt token) {
        return store(Caller.of(token).id(), WantedStatus.NONE);
    }

    @PutMapping(path = DND, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> dnd(@AuthenticationPrincipal Jwt token, @RequestBody WantedDnd wanted) {
        return answer(token, wanted.at(clock.instant()));
    }

    @DeleteMapping(DND)
    ResponseEntity<Object> noDnd(@AuthenticationPrincipal Jwt token) {
        return store(Caller.of(token).id(), WantedDnd.NONE);
    }

    @PutMapping(path = "/me/presence", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> presence(
            @AuthenticationPrincipal Jwt token, @RequestBody WantedPresence wanted) {
        return answer(token, wanted.wish());
    }

    private ResponseEntity<Object> answer(Jwt token, Wish wish) {
        return switch (wish) {
            case Wish.Fit(UnaryOperator<Availability> edit) -> store(Caller.of(token).id(), edit);
            case Wish.Unfit(String field, String rule) -> Problems.field(field, rule);
        };
    }

    private ResponseEntity<Object> store(UserId id, UnaryOperator<Availability> edit) {
        var outcome = Objects.requireNonNull(transaction.execute(tx -> told(id, edit)));
        return switch (outcome) {
            case Availabilities.Outcome.Changed(), Availabilities.Outcome.Same() ->
                    ResponseEntity.noContent().build();
            case Availabilities.Outcome.TooSoon(Duration wait) ->
                    Problems.later(
                            ErrorCode.RATE_LIMITED,
                            "Changed too often: wait before the next change.",
                            Math.max(1, wait.toMillis()));
        };
    }

    private Availabilities.Outcome told(UserId id, UnaryOperator<Availability> edit) {
        var outcome = availabilities.change(id, edit);
        if (outcome instanceof Availabilities.Outcome.Changed) {
            accountLog.tell(id);
        }
        return outcome;
    }
}
