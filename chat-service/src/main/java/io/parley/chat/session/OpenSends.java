package io.parley.chat.session;

import io.parley.chat.transport.Frame;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sends of one session that have no answer so far, in the order in which they came. There are
 * so many at most; each is answered once, whoever comes first: the log, or the end of the session.
 */
final class OpenSends {

    private final int most;
    private final Semaphore places;
    private final AtomicLong numbers = new AtomicLong();
    private final NavigableMap<Long, Place> open = new ConcurrentSkipListMap<>();

    OpenSends(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** That of a send which waits for its answer. */
    record Place(long number, Frame frame, String clientMsgId) {}

    /** Waits for a free place. */
    Place enter(Frame frame, String clientMsgId) throws InterruptedException {
        places.acquire();
        var place = new Place(numbers.incrementAndGet(), frame, clientMsgId);
        open.put(place.number(), place);
        return place;
    }

    /** True for whoever is to answer it; its place is taken until {@link #leave}. */
    boolean take(Place place) {
        return open.remove(place.number()) != null;
    }

    /** Frees the place of a send that has been answered. */
    void leave() {
        places.release();
    }

    /** Those that nobody has answered, oldest first; from now on nobody else does. */
    List<Place> takeAll() {
        return open.values().stream().filter(this::take).toList();
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
