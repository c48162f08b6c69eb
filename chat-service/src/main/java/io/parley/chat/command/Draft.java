package io.parley.chat.command;

import io.parley.model.message.RoomCommand;

/**
 * What somebody asks for, checked.
 *
 * @param clientMsgId the sender's own id of it, unique for the sender in the room
 * @param isRepeat whether the sender says that it may have been sent before
 */
public record Draft(String clientMsgId, RoomCommand command, boolean isRepeat) {

    public static final int MAX_TEXT_CHARS = 8_000;
    public static final int MAX_CLIENT_MSG_ID_CHARS = 64;
    public static final int MAX_REASON_CHARS = 500;
    public static final int MAX_BODY_BYTES = 32 * 1024;
}
