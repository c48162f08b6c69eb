package io.parley.chat.command;

import io.parley.model.MessageId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How a command ended. */
public sealed interface CommandResult {

    /**
     * In the log, and thereby never lost.
     *
     * @param id of the event that it has become
     */
    record Accepted(MessageId id) implements CommandResult {}

    /** Not in the log by this try; what comes after it goes on. */
    record Refused(Problem problem) implements CommandResult {}

    /**
     * Not in the log, as something is away at present: it is to be repeated before what was sent
     * after it, or the order is lost.
     */
    record NotNow(Problem problem) implements CommandResult {}

    /** Perhaps in the log: the sender repeats it under the same client message id. */
    record Unknown() implements CommandResult {}

    /** When something that is away may be back. */
    Duration REPEAT_AFTER = Duration.ofSeconds(1);

    static CommandResult refused(ErrorCode code, String detail) {
        return new Refused(Problem.of(code, detail));
    }

    static CommandResult notNow(ErrorCode code, String detail) {
        return new NotNow(
                Problem.of(code, detail + " Repeat it, and what came after it.")
                        .withRetryAfterMs(REPEAT_AFTER.toMillis()));
    }

    default CompletableFuture<CommandResult> done() {
        return CompletableFuture.completedFuture(this);
    }
}
