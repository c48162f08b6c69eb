package io.parley.chaos.checker;

import io.parley.chaos.client.ContentHash;
import io.parley.chaos.client.RunHash;
import io.parley.chaos.rules.LogContent;
import io.parley.chaos.rules.Talk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** A room's events in their order: two hashes for each seq, and what they make of its messages. */
final class RoomRun {

    private static final long UNREADABLE =
            ContentHash.of("message.unreadable", JsonNodeFactory.instance.objectNode());

    private final Longs fingerprints = new Longs();

    private final Longs contents = new Longs();
    private final Talk talk = new Talk();

    /** What somebody got of an event. */
    enum Got {
        ALL,
        /** All but the words of a message that is deleted. */
        REDACTED,
        SOMETHING_ELSE
    }

    /**
     * The next event.
     *
     * @param message absent for what could not be read
     * @return what its actor did that is not theirs to do
     */
    Optional<String> add(String id, LogContent.@Nullable Message message) {
        fingerprints.add(RunHash.fingerprint(id));
        if (message == null) {
            contents.add(UNREADABLE);
            return Optional.empty();
        }
        contents.add(ContentHash.of(message.type(), message.data()));
        return Optional.ofNullable(talk.add(head(), message));
    }

    Talk talk() {
        return talk;
    }

    /** Of an event of this run. */
    Got got(long seq, long content) {
        if (contents.get(seq - 1) == content) {
            return Got.ALL;
        }
        boolean isRedacted =
                talk.hasWords(seq)
                        && talk.deletionOf(seq).isPresent()
                        && talk.redacted(seq) == content;
        return isRedacted ? Got.REDACTED : Got.SOMETHING_ELSE;
    }

    /** The seq of the newest event. */
    long head() {
        return fingerprints.size();
    }

    boolean isAt(long seq, String id) {
        return seq >= 1 && seq <= head() && fingerprints.get(seq - 1) == RunHash.fingerprint(id);
    }

    /** The seq of a message that is not where it was seen; 0 if it is nowhere. */
    long seqOf(String id) {
        long wanted = RunHash.fingerprint(id);
        for (long seq = 1; seq <= head(); seq++) {
            if (fingerprints.get(seq - 1) == wanted) {
                return seq;
            }
        }
        return 0;
    }

    /** The hash of so many events after a seq; of fewer where the run ends. */
    long hash(long after, int count) {
        long hash = 0;
        for (long seq = after + 1; seq <= Math.min(head(), after + count); seq++) {
            hash = RunHash.next(hash, fingerprints.get(seq - 1));
        }
        return hash;
    }
}
