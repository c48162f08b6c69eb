package io.parley.message.history;

import io.parley.model.message.FoldedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have changed since a seq, each as it is now, ascending by seq.
 *
 * @param foldedTo the seq that they are folded to, the same on all pages
 * @param complete whether that is where the room's log ended when the first page was asked for
 * @param next cursor of the next page, absent on the last one
 */
record ChangedMessages(
        List<FoldedMessage> items, long foldedTo, boolean complete, @Nullable String next) {}
