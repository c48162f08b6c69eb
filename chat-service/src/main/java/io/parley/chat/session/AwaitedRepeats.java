package io.parley.chat.session;

import io.parley.chat.session.Destinations.Target;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * Client message ids of sends that were refused because something is away, of each target in the
 * order in which they came. Until they are repeated in that order nothing else passes to the
 * target: a client may have sent more before it heard of the refusal, however slow its link is, and
 * none of that must overtake what was refused.
 */
final class AwaitedRepeats {

    /** Of all targets together. A client that goes on beyond it does not listen. */
    static final int MOST = 256;

    /** Guarded by {@code this}. */
    private final Map<Target, LinkedHashSet<String>> refused = new HashMap<>(0);

    /** Guarded by {@code this}. */
    private int size;

    /**
     * Whether it is the turn of a send: nothing is awaited for the target, or this one is next.
     *
     * @param isSettled whether the log has the message of an id by now, so that nobody repeats it
     */
    synchronized boolean isTurn(Target target, String clientMsgId, Predicate<String> isSettled) {
        var awaited = refused.get(target);
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
            refused.remove(target);
        }
        return isTurn;
    }

    /** A send whose turn it was is refused: it is the first to be repeated. */
    synchronized void first(Target target, String clientMsgId) {
        var awaited = refused.computeIfAbsent(target, _ -> new LinkedHashSet<>());
        size += awaited.contains(clientMsgId) ? 0 : 1;
        awaited.addFirst(clientMsgId);
    }

    /** A send is refused whose turn it is not; false where too many are awaited already. */
    synchronized boolean behind(Target target, String clientMsgId) {
        var awaited = refused.get(target);
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
    synchronized void forget(Target target) {
        var given = refused.remove(target);
        size -= given == null ? 0 : given.size();
    }

    private void removeFirst(SequencedSet<String> awaited) {
        awaited.removeFirst();
        size--;
    }
}
