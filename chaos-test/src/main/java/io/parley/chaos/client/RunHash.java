package io.parley.chaos.client;

/**
 * A rolling hash of a run of message ids: equal runs have equal ones, in whichever order proven.
 */
public final class RunHash {

    private static final long FACTOR = 0x9e3779b97f4a7c15L;
    private static final int DIGITS = 16;

    private RunHash() {}

    /** An id is itself a hash: half of it tells it apart from others. */
    public static long fingerprint(String id) {
        return Long.parseUnsignedLong(id, 0, DIGITS, 16);
    }

    /** The hash of a run that goes on with this id. */
    public static long next(long hash, long fingerprint) {
        return (hash ^ fingerprint) * FACTOR;
    }
}
