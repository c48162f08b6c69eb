package io.parley.chat.session;

import io.parley.chat.session.Destinations.Place;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * Client message ids of sends that were refused because something is away, of each room in the
 * order in which they came. Until they are repeated in that order nothing else passes to the room:
 * a client may have sent more before it heard of the refusal, however slow its link is, and none of
 * that must overtake what was refused.
 */
final class AwaitedRepeats {

    /** Of all rooms together. A client that goes on beyond it does not listen. */
    static final int MOST = 256;

    /** Guarded by {@code this}. */
    private final Map<Place, LinkedHashSet<String>> refused = new HashMap<>(0);

    /** Guarded by {@code this}. */
    private int size;

    /**
     * Whether it is the turn of a send: nothing is awaited for the room, or this one is next.
     *
     * @param isSettled whether the log has what was sent under an id by now, so that nobody repeats
     *     it
     */
    synchronized boolean isTurn(Place place, String clientMsgId, Predicate<String> isSettled) {
        var awaited = refused.get(place);
        if (awaited == null) {
            return true;
        }
        while (!awaited.isEmpty() && isSettled.test(awaited.getFirst())) {
            removeFirst(awaited);
        }
        var isTurn = awaited.isEmpty() || awaited.getFirst().equals(clientMsgId);
        if (isTurn && !awaited.isEmpty()) {
            removeFirst(awaited);
        }
        if (awaited.isEmpty()) {
            refused.remove(place);
        }
        return isTurn;
    }

    /** A send whose turn it was is refused: it is the first to be repeated. */
    synchronized void first(Place place, String clientMsgId) {
        var awaited = refused.computeIfAbsent(place, _ -> new LinkedHashSet<>());
        size += awaited.contains(clientMsgId) ? 0 : 1;
        awaited.addFirst(clientMsgId);
    }

    /** A send is refused whose turn it is not; false where too many are awaited already. */
    synchronized boolean behind(Place place, String clientMsgId) {
        var awaited = refused.get(place);
        if (awaited == null || awaited.contains(clientMsgId)) {
            return true;
        }
        if (size >= MOST) {
            return false;
        }
        size++;
        return awaited.add(clientMsgId);
    }

    /** The client gives up what was refused: it may go on without repeating it. */
    synchronized void forget(Place place) {
        var given = refused.remove(place);
        size -= given == null ? 0 : given.size();
    }

    private void removeFirst(SequencedSet<String> awaited) {
        awaited.removeFirst();
        size--;
    }
}
