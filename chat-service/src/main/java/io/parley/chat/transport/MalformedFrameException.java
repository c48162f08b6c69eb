package io.parley.chat.transport;

import io.parley.model.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What came is not a frame; the message says in what way, in words for the client's author. */
final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable String receipt;

    /**
     * @param receipt that the frame asked for, as far as it could be read
     */
    MalformedFrameException(ErrorCode code, String detail, @Nullable String receipt) {
        super(detail, null, false, false);
        this.code = code;
        this.receipt = receipt;
    }

    FrameAssembler.Refusal refusal() {
        return new FrameAssembler.Refusal(code, String.valueOf(getMessage()), receipt);
    }
}
