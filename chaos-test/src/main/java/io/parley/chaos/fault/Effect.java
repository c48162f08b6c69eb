package io.parley.chaos.fault;

/** What clients may meet while something is broken, and must be able to live with. */
public enum Effect {
    /** Sessions end, clients connect again and resume. */
    RECONNECT,
    /** Receipts are late; sends end as unknown and are repeated. */
    SEND_LATE,
    /** Sends are refused, and then never appear. */
    SEND_REFUSED,
    /** Events come late. */
    PUSH_LATE,
    /** History answers that it is incomplete, or does not answer. */
    HISTORY_BEHIND
}
