package io.parley.message.history;

import io.parley.model.message.FoldedMessage;
import java.util.List;

/**
 * Messages of a thread, ascending by seq. There may be fewer than were asked for, where more would
 * make the answer too long: its reader goes on from there.
 *
 * @param root the message that the thread belongs to
 * @param foldedTo the seq that they are folded to
 * @param complete whether that is where the room's log ended when it was asked for
 */
record ThreadPage(FoldedMessage root, List<FoldedMessage> items, long foldedTo, boolean complete) {}
