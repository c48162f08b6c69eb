package io.parley.chat.send;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say, checked.
 *
 * @param clientMsgId the sender's own id of it, unique for the sender in the room
 * @param replyTo id of the message answered to
 */
public record Draft(String clientMsgId, String text, @Nullable String replyTo) {

    public static final int MAX_TEXT_CHARS = 8_000;
    public static final int MAX_CLIENT_MSG_ID_CHARS = 64;
    public static final int MAX_BODY_BYTES = 32 * 1024;
}
