package io.parley.chat.send;

import io.parley.model.MessageId;
import io.parley.model.wire.ErrorCode;

/** How a send ended. */
public sealed interface SendResult {

    /** In the log, and thereby never lost. */
    record Accepted(MessageId id) implements SendResult {}

    /** Not in the log, and never will be. */
    record Refused(ErrorCode code) implements SendResult {}

    /** Perhaps in the log: the sender repeats it under the same client message id. */
    record Unknown() implements SendResult {}
}
