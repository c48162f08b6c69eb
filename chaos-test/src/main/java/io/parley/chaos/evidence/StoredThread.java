package io.parley.chaos.evidence;

/**
 * What is stored of a thread.
 *
 * @param root the seq of the message that it belongs to
 * @param newest the seq of its newest message that is not deleted; 0 where none is left
 */
public record StoredThread(String room, long root, long newest) {}
