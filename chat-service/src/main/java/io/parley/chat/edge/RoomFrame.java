package io.parley.chat.edge;

import io.parley.model.MessageId;
import io.parley.model.RoomId;

/**
 * A durable room event on its way to sessions.
 *
 * @param message that it is about
 * @param json the event as every client sees it; has no NUL
 */
public record RoomFrame(RoomId room, long seq, String type, MessageId message, String json) {}
