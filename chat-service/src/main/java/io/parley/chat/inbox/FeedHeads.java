package io.parley.chat.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.chat.edge.PersonFeed;
import io.parley.model.RoomId;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one session has yet to hear of its rooms: of each the newest state, so that a session that
 * reads slowly holds no more than it has rooms. Owned by the thread of all heads.
 */
final class FeedHeads {

    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    private static final int ROOMS_PER_FRAME = 100;
    private static final String TYPE = "heads";

    private final PersonFeed feed;
    private final Map<RoomId, Change> changes = new LinkedHashMap<>();
    private long sentAt = System.nanoTime() - EVERY;

    FeedHeads(PersonFeed feed) {
        this.feed = feed;
    }

    PersonFeed feed() {
        return feed;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Something has happened in a room: it joins what is known of it. */
    void add(Change change) {
        changes.merge(change.roomId, change, Change::and);
    }

    /** The room is not the person's any more. */
    void remove(RoomId room) {
        changes.remove(room);
    }

    /** Tells what has waited, a second after the last time at the earliest. */
    void flush(long now) {
        if (changes.isEmpty() || now - sentAt < EVERY) {
            return;
        }
        var next = changes.values().stream().limit(ROOMS_PER_FRAME).toList();
        if (feed.tellIfIdle(TYPE, Json.MAPPER.writeValueAsString(new Heads(TYPE, next)))) {
            sentAt = now;
            next.forEach(told -> changes.remove(told.roomId));
        }
    }

    private record Heads(String type, List<Change> rooms) {}

    /**
     * What has happened in a room in the events after {@code fromSeq}.
     *
     * @param lastAt of the newest message
     * @param newMessages that are not the person's
     * @param mentions how many of them mention the person
     * @param recount whether that is not all that has to be known
     */
    record Change(
            RoomId roomId,
            long fromSeq,
            long headSeq,
            @Nullable Instant lastAt,
            int newMessages,
            int mentions,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean recount) {

        /** Both together; where something lies between them, nobody knows what. */
        private Change and(Change next) {
            return new Change(
                    roomId,
                    fromSeq,
                    next.headSeq,
                    next.lastAt == null ? lastAt : next.lastAt,
                    newMessages + next.newMessages,
                    mentions + next.mentions,
                    recount || next.recount || next.fromSeq != headSeq);
        }
    }
}
