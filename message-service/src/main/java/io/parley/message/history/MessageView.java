package io.parley.message.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.model.message.FoldedMessage;

/**
 * One message as it is now.
 *
 * @param foldedTo the last seq that it is folded to
 * @param complete whether that is where the room's log ended when it was asked for
 */
record MessageView(@JsonUnwrapped FoldedMessage message, long foldedTo, boolean complete) {}
