package io.parley.message.archive;

/** Why a partition is no longer stored. None of them heals by itself: somebody has to look. */
enum StopReason {
    /** A record of a newer release: deploy that release here. */
    UNKNOWN_VERSION,
    /** The database holds something else under the same number or offset. */
    CONFLICT,
    /** The log begins after the next record: what lies between was never stored. */
    LOG_TRUNCATED,
    /** It is not the log that was stored, or ends before the next record. */
    LOG_LOST
}
