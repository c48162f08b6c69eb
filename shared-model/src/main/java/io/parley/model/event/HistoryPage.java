package io.parley.model.event;

import java.util.List;

/**
 * A contiguous run of a room's events, ascending by seq. It may end before it has all that was
 * asked for, where the rest would make it too long: its reader goes on from there.
 *
 * @param headSeq the newest seq of the room that is known here; 0 for an empty room
 * @param complete whether {@code headSeq} is where the room's log ended when it was asked for
 * @param completeTo the seq up to which nothing is missing
 */
public record HistoryPage(List<RoomEvent> items, long headSeq, boolean complete, long completeTo) {}
