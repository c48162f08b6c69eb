package io.parley.chat.delivery;

import io.parley.chat.edge.RoomFrame;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.recent.RecentMessages;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Reads a room's events: the newest from Redis, older ones, or all while Redis is away, from
 * message-service. Blocks its (virtual) thread; throws {@link ServiceUnavailableException} where
 * neither answers.
 */
@Component
class RoomReader {

    /** Larger than any seq (2^53): asks for the head alone. */
    private static final long BEYOND_ANY_SEQ = (1L << 53) - 1;

    private static final int RING = 256;
    private static final int REDIS_TIMEOUT_SECONDS = 2;

    private final StreamReader streams;
    private final MessageService messages;
    private final RecentMessages recent;

    RoomReader(StreamReader streams, MessageService messages, RecentMessages recent) {
        this.recent = recent;
        this.streams = streams;
        this.messages = messages;
    }

    /** An event that has come by the live channel. */
    RoomFrame live(String json) {
        var event = StreamReader.frame(json);
        note(event);
        return event;
    }

    /** Whoever sends something else under the same id is to be told. */
    private void note(RoomFrame event) {
        if (event.fingerprint() != 0) {
            recent.shown(event.message(), event.fingerprint());
        }
    }

    /** A contiguous run from {@code after + 1} on; empty where nothing is known there yet. */
    List<RoomFrame> after(RoomId room, long after, int limit) throws InterruptedException {
        var hot = hot(() -> streams.after(room, after, limit));
        return hot.isEmpty() ? storedPage(room, after, limit).events() : hot;
    }

    /**
     * The same, without deleted words.
     *
     * @param deletion an event that deleted a message: what does not know of it does not count, and
     *     has to be asked again
     */
    List<RoomFrame> after(RoomId room, long after, int limit, long deletion)
            throws InterruptedException {
        if (after >= deletion) {
            return after(room, after, limit);
        }
        var hot = hot(() -> streams.after(room, after, limit));
        if (!hot.isEmpty() && hot.getLast().seq() >= deletion) {
            return hot;
        }
        var page = messages.events(room, after, limit);
        // What is not complete has rows from before the deletion, and its event from the stream
        return page.complete() && page.headSeq() >= deletion ? frames(page) : List.of();
    }

    /** From message-service alone, with the head as it knows it. */
    RoomTail storedPage(RoomId room, long after, int limit) {
        var page = messages.events(room, after, limit);
        return new RoomTail(page.headSeq(), frames(page));
    }

    RoomTail tail(RoomId room) throws InterruptedException {
        var newest = hot(() -> streams.newest(room, RING));
        newest.forEach(this::note);
        return newest.isEmpty()
                ? new RoomTail(storedHead(room), List.of())
                : new RoomTail(newest.getLast().seq(), newest);
    }

    /** The newest seq that message-service knows. */
    private long storedHead(RoomId room) {
        return stand(room).headSeq();
    }

    /** Where the room stands in message-service; only a complete answer is where the log ends. */
    HistoryPage stand(RoomId room) {
        return messages.events(room, BEYOND_ANY_SEQ, 1);
    }

    /** Redis is a cache: where it does not answer, there is nothing in it. */
    private List<RoomFrame> hot(Supplier<CompletionStage<List<RoomFrame>>> question)
            throws InterruptedException {
        if (!streams.isReachable()) {
            return List.of();
        }
        try {
            return question.get()
                    .toCompletableFuture()
                    .get(REDIS_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException noAnswer) {
            return List.of();
        }
    }

    private static List<RoomFrame> frames(HistoryPage page) {
        return page.items().stream().map(RoomReader::frame).toList();
    }

    private static RoomFrame frame(RoomEvent event) {
        return RoomFrame.of(event, EventJson.write(event));
    }
}
