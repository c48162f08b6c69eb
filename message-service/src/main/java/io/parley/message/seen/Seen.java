package io.parley.message.seen;

import io.parley.model.room.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has read a message: people who are in the room, but its author.
 *
 * @param count how many, {@link ReadReaders#MOST_COUNTED} at most
 * @param items who, in no order that means anything; absent where the room tells numbers alone
 * @param next cursor of the next page
 * @param delivered those whose devices have it and who have not read it; absent where that is not
 *     told
 */
record Seen(
        int count,
        @Nullable List<Person> items,
        @Nullable String next,
        @Nullable Delivered delivered) {

    /**
     * @param items some of them; absent where the room tells numbers alone
     */
    record Delivered(int count, @Nullable List<Person> items) {}
}
