package io.parley.chaos.evidence;

/**
 * A move of a mark, as the log of what people read has it.
 *
 * @param isBack whether the mark goes there also from further on
 */
public record Move(String person, String room, long seq, boolean isBack) {}
