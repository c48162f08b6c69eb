package io.parley.message.history;

import java.util.List;

/**
 * A page of a room's timeline, ascending by seq. It may have fewer items than were asked for, where
 * more would make it too long: its reader goes on from there.
 *
 * @param foldedTo the seq that its messages are folded to: together with the events after it they
 *     are what the room is now
 * @param complete whether that is where the room's log ended when it was asked for
 */
record TimelinePage(List<TimelineItem> items, long foldedTo, boolean complete) {}
