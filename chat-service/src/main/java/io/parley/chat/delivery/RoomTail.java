package io.parley.chat.delivery;

import io.parley.chat.edge.RoomFrame;
import java.util.List;

/**
 * Where a room stands.
 *
 * @param head its newest seq
 * @param events a contiguous run; of a room that starts, one that ends at the head
 */
record RoomTail(long head, List<RoomFrame> events) {}
