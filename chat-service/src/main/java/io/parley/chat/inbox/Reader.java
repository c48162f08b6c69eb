package io.parley.chat.inbox;

import io.parley.chat.edge.PersonFeed;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A person with an inbox open here. Owned by the thread of all heads but for what is said. */
final class Reader {

    private final UserId person;
    private final Map<PersonFeed, FeedHeads> feeds = new HashMap<>();
    private final Set<IndexedRoom> rooms = new HashSet<>();

    /** What changed while the person's rooms were asked for: whether they are inside. */
    private final Map<RoomId, Boolean> changed = new HashMap<>();

    /** May be waited for by anybody. */
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    /** Read by the thread that asks for the rooms. */
    private volatile boolean isGone;

    Reader(UserId person) {
        this.person = person;
    }

    UserId person() {
        return person;
    }

    Map<PersonFeed, FeedHeads> feeds() {
        return feeds;
    }

    /** Those with members that the person is one of. */
    Set<IndexedRoom> rooms() {
        return rooms;
    }

    Map<RoomId, Boolean> changed() {
        return changed;
    }

    CompletableFuture<Void> loaded() {
        return loaded;
    }

    boolean isLoaded() {
        return loaded.isDone();
    }

    boolean isGone() {
        return isGone;
    }

    void go() {
        isGone = true;
        loaded.complete(null);
    }
}
