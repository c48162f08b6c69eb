package io.parley.chaos.checker;

import io.parley.chaos.client.RunHash;

/** A room's events in their order: a fingerprint for each seq. */
final class RoomRun {

    private final Longs fingerprints = new Longs();

    void add(String id) {
        fingerprints.add(RunHash.fingerprint(id));
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
