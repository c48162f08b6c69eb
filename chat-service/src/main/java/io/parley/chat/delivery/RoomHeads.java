package io.parley.chat.delivery;

import io.parley.model.RoomId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How far rooms have got, as far as this pod can tell. */
@Component
public class RoomHeads {

    private static final int PATIENCE_SECONDS = 2;

    private final RoomFeeds rooms;
    private final StreamReader streams;

    RoomHeads(RoomFeeds rooms, StreamReader streams) {
        this.rooms = rooms;
        this.streams = streams;
    }

    /**
     * A seq, or the room's head where that is smaller; where nothing is known of the room, the seq
     * as it is. May block for a moment.
     */
    public long capped(RoomId room, long seq) {
        if (answer(rooms.last(room)).filter(last -> seq <= last).isPresent()) {
            return seq;
        }
        return answer(top(room)).map(head -> Math.min(seq, head)).orElse(seq);
    }

    /** The newest event of the room's stream in Redis; empty where there is none. */
    public CompletableFuture<Optional<Long>> top(RoomId room) {
        return streams.isReachable()
                ? streams.top(room).toCompletableFuture()
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private static Optional<Long> answer(CompletableFuture<Optional<Long>> question) {
        try {
            return question.completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException noAnswer) {
            return Optional.empty();
        }
    }
}
