package io.parley.chaos.evidence;

/**
 * A stored event.
 *
 * @param id the message id's 32 hex digits
 * @param clientMsgId empty where the system wrote it
 */
public record Row(String room, long seq, String id, String clientMsgId) {}
