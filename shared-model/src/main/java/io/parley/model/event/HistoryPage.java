package io.parley.model.event;

import java.util.List;

/**
 * A contiguous run of a room's events, ascending by seq.
 *
 * @param headSeq the newest seq of the room that is known here; 0 for an empty room
 * @param complete whether nothing that was receipted before the request is missing from the page
 * @param completeTo the seq up to which nothing is missing
 */
public record HistoryPage(List<RoomEvent> items, long headSeq, boolean complete, long completeTo) {}
