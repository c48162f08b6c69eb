package io.parley.chaos.proxy;

import java.time.Duration;
import java.util.List;

/** Sees all bytes of one direction of one connection and decides what becomes of them. */
interface Filter {

    /** Lets everything pass as it comes. */
    Filter NONE = bytes -> List.of(new Piece(bytes, Duration.ZERO));

    /** What goes on, in order; bytes that are left out are dropped or kept for the next call. */
    List<Piece> pass(byte[] bytes);

    /**
     * Bytes that go on together.
     *
     * @param hold how long they wait, while others overtake them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(byte[] bytes, Duration hold) {}
}
