package io.parley.message.post.follow;

import java.util.List;

/** What a follower is told before it reads on in the list of the newest changes. */
interface Backlog {

    /** The next part; asks PostgreSQL, so it may take long or fail. */
    Part read();

    /** Frames, and what comes after them. */
    record Part(List<byte[]> frames, Then then) {}

    /** How it goes on. */
    sealed interface Then {}

    /** With another part. */
    record More(Backlog backlog) implements Then {}

    /** With the changes after the entry, of which those up to the position are known already. */
    record Live(Entry after, long known) implements Then {}
}
