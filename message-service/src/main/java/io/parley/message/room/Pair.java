package io.parley.message.room;

import io.parley.model.UserId;

/** Two people in the order of their ids: a pair is the same from both sides. */
public record Pair(UserId low, UserId high) {

    /** The pair, whichever of the two is named first. */
    public static Pair of(UserId one, UserId other) {
        return one.toString().compareTo(other.toString()) < 0
                ? new Pair(one, other)
                : new Pair(other, one);
    }
}
