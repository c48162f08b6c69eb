package io.parley.chaos.checker;

import java.util.Arrays;

/** A list of longs that grows, eight bytes each: what is kept of an event. */
final class Longs {

    private long[] values = new long[64];
    private int size;

    int size() {
        return size;
    }

    long get(long index) {
        return values[Math.toIntExact(index)];
    }

    void add(long value) {
        set(size, value);
    }

    /** Sets a value; those skipped are 0. */
    void set(long index, long value) {
        int at = Math.toIntExact(index);
        if (at >= values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, at + 1));
        }
        values[at] = value;
        size = Math.max(size, at + 1);
    }

    /** The value, 0 where nothing was set. */
    long getOrZero(long index) {
        return index < size ? get(index) : 0;
    }
}
