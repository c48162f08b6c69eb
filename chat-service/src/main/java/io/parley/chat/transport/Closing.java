package io.parley.chat.transport;

import io.parley.model.wire.CloseCode;
import org.springframework.web.socket.CloseStatus;

/** What a close frame says. */
final class Closing {

    /** It has room for 123 bytes of reason. */
    private static final int MAX_REASON_CHARS = 120;

    private Closing() {}

    static CloseStatus status(CloseCode code, String reason) {
        return new CloseStatus(
                code.code(), reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)));
    }
}
