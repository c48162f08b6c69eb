package io.parley.message.history.mentions;

import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;

/** A message that mentions the reader, as it is now. */
record MyMention(RoomId roomId, FoldedMessage message) {}
