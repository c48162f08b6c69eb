package io.parley.message.access;

import io.parley.message.web.Refusal;
import io.parley.model.room.RoomLog;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the writer of a change whether it counts here. */
@RestController
@RequestMapping(InternalApi.PREFIX)
class AppliedController {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Accounts accounts;

    AppliedController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/applied")
    Answer applied(
            @RequestParam String topic, @RequestParam int partition, @RequestParam long offset)
            throws InterruptedException {
        if (topic.equals(RoomLog.TOPIC)) {
            // Rooms are decided by the database, where they were changed before they were told
            return new Answer(true);
        }
        if (!topic.equals(accounts.log().topic()) || partition < 0) {
            throw Refusal.of(ErrorCode.NOT_FOUND);
        }
        return new Answer(accounts.log().awaitApplied(partition, offset, PATIENCE));
    }

    record Answer(boolean applied) {}
}
