package io.parley.chat.session;

import io.parley.chat.session.Destinations.Place;
import io.parley.chat.transport.Frame;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sends of one session that have no answer so far, in the order in which they came. There are
 * so many at most; each is answered once, whoever comes first: the log, or the end of the session.
 */
final class OpenSends {

    private final int most;
    private final Semaphore places;
    private final AtomicLong numbers = new AtomicLong();
    private final NavigableMap<Long, Sent> open = new ConcurrentSkipListMap<>();

    OpenSends(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /**
     * A send that waits for its answer, and has one of the places.
     *
     * @param answered once its answer is on its way to the client
     */
    record Sent(
            long number,
            Place to,
            Frame frame,
            String clientMsgId,
            AtomicBoolean isTaken,
            CompletableFuture<@Nullable Void> answered) {}

    /** Waits for a free place. */
    Sent enter(Place to, Frame frame, String clientMsgId) throws InterruptedException {
        places.acquire();
        var sent =
                new Sent(
                        numbers.incrementAndGet(),
                        to,
                        frame,
                        clientMsgId,
                        new AtomicBoolean(),
                        new CompletableFuture<>());
        open.put(sent.number(), sent);
        return sent;
    }

    /** Done when what came before it for the same room has its answer. */
    CompletableFuture<@Nullable Void> turnOf(Sent sent) {
        return open.headMap(sent.number(), false).descendingMap().values().stream()
                .filter(before -> before.to().equals(sent.to()))
                .findFirst()
                .map(Sent::answered)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** True for whoever is to answer it; its place is taken until {@link #leave}. */
    static boolean take(Sent sent) {
        return sent.isTaken().compareAndSet(false, true);
    }

    /** Frees the place of a send that has been answered. */
    void leave(Sent sent) {
        open.remove(sent.number());
        sent.answered().complete(null);
        places.release();
    }

    /** Those that nobody has answered, oldest first; from now on nobody else does. */
    List<Sent> takeAll() {
        return open.values().stream().filter(OpenSends::take).toList();
    }

    /** Takes all places at once; false where some are still needed. */
    boolean tryClose() {
        return places.tryAcquire(most);
    }

    /** As {@link #tryClose}, and waits. */
    boolean tryClose(Duration patience) throws InterruptedException {
        return places.tryAcquire(most, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** For those who wait for a place although the session is over. */
    void reopen() {
        places.release(most);
    }
}
