package io.parley.chat.delivery;

import io.parley.chat.edge.RoomFrame;
import java.util.List;

/**
 * Where a room stands.
 *
 * @param head its newest seq
 * @param events a contiguous run that ends at the head; empty where only the head is known
 */
record RoomTail(long head, List<RoomFrame> events) {}
