package io.parley.chat.send;

import io.parley.model.MessageId;
import io.parley.model.event.EventData;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say, checked.
 *
 * @param clientMsgId the sender's own id of it, unique for the sender in the room
 * @param replyTo id of the message answered to
 * @param isRepeat whether the sender says that it may have been sent before
 */
public record Draft(String clientMsgId, String text, @Nullable String replyTo, boolean isRepeat) {

    public static final int MAX_TEXT_CHARS = 8_000;
    public static final int MAX_CLIENT_MSG_ID_CHARS = 64;
    public static final int MAX_BODY_BYTES = 32 * 1024;

    EventData.MessageCreated content() {
        return new EventData.MessageCreated(
                text, replyTo == null ? null : MessageId.of(replyTo), null);
    }
}
