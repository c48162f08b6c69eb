package io.parley.message.room;

import io.parley.model.UserId;

/** Two people in the order of their ids: a pair is the same from both sides. */
record Pair(UserId low, UserId high) {

    static Pair of(UserId one, UserId other) {
        return one.toString().compareTo(other.toString()) < 0
                ? new Pair(one, other)
                : new Pair(other, one);
    }
}
