package io.parley.chaos.checker;

import java.util.HashMap;
import java.util.Map;

/** Which seq each message of each sender has, by the sender's own numbers. */
final class Senders {

    private final Map<String, Longs> seqs = new HashMap<>();

    /**
     * Takes a message under a client message id {@code sender/n}; false if it has a seq already.
     */
    boolean add(String room, String clientMsgId, long seq) {
        int slash = clientMsgId.lastIndexOf('/');
        if (slash < 0) {
            return true;
        }
        long n = Long.parseLong(clientMsgId.substring(slash + 1));
        var own = of(room, clientMsgId.substring(0, slash));
        boolean isNew = own.getOrZero(n) == 0;
        own.set(n, isNew ? seq : own.get(n));
        return isNew;
    }

    /** The seqs of a sender's messages by its numbers; 0 where there is none. */
    Longs of(String room, String sender) {
        return seqs.computeIfAbsent(room + " " + sender, _ -> new Longs());
    }
}
