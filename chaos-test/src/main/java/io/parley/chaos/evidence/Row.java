package io.parley.chaos.evidence;

/**
 * A stored event.
 *
 * @param id the message id's 32 hex digits
 * @param clientMsgId empty where the system wrote it
 * @param content a hash of what it says
 */
public record Row(String room, long seq, String id, String clientMsgId, long content) {}
