package io.parley.chaos.client;

/**
 * What a client did or saw.
 *
 * <p>Rooms are ids, {@code n} is the sender's own number of a message in a room, times are
 * nanoseconds of a clock that never runs backwards.
 */
public sealed interface TraceEvent {

    long nanos();

    /** A session has begun: all that follows up to its end happens on it. */
    record Connected(long nanos) implements TraceEvent {}

    /** It has ended; 1006 where it ended without a word. */
    record Disconnected(long nanos, int code) implements TraceEvent {}

    /** A SEND was written, for the first time or again. */
    record Invoked(long nanos, String room, long n) implements TraceEvent {}

    /** The same SEND was written once more, by this or another device, and nobody waits for it. */
    record Repeated(long nanos, String room, long n) implements TraceEvent {}

    record Receipted(long nanos, String room, long n) implements TraceEvent {}

    /** An error that promises that the message never appears. */
    record Rejected(long nanos, String room, long n, String code) implements TraceEvent {}

    /** {@code send.unknown}. */
    record Unknown(long nanos, String room, long n) implements TraceEvent {}

    /**
     * A subscription was asked for.
     *
     * @param after the seq after which it is to go on; 0 from the beginning
     */
    record Subscribed(long nanos, String room, long after) implements TraceEvent {}

    /** Too far behind to be replayed: it goes on after {@code head}. */
    record Skipped(long nanos, String room, long head) implements TraceEvent {}

    /** The server has ended a subscription. */
    record SubscriptionEnded(long nanos, String room, String code) implements TraceEvent {}

    /**
     * An event came.
     *
     * @param id the message id's 32 hex digits
     * @param at the log's time, in milliseconds since 1970
     * @param delay since then, in milliseconds of this machine's clock
     * @param replayed whether it came as a part of a replay
     * @param content a hash of what it says
     */
    record Pushed(
            long nanos,
            String room,
            long seq,
            String id,
            long at,
            long delay,
            boolean replayed,
            long content)
            implements TraceEvent {}

    /** The server told something about its state. */
    record Notice(long nanos, String type) implements TraceEvent {}

    /**
     * A read of history that began after a receipt.
     *
     * @param n the message of that receipt
     * @param after the seq after which was read
     * @param count of events in the answer, which begin with {@code after + 1}
     * @param hash of their ids, in order
     * @param found whether that message was among them
     * @param complete whether the answer said that nothing was missing
     * @param full whether the page had no room for more
     * @param status of the answer; 0 for none
     */
    record Read(
            long nanos,
            String room,
            long n,
            long after,
            int count,
            long hash,
            boolean found,
            boolean complete,
            boolean full,
            int status)
            implements TraceEvent {}

    /**
     * What a client has made of a message, or was told that it is.
     *
     * @param seq of the message
     * @param cursor the last event that it has folded
     * @param state of {@link MessageState}
     */
    record Folded(long nanos, String room, long seq, long cursor, String state)
            implements TraceEvent {}

    /**
     * A look for the words of a message, begun after its deletion had a receipt.
     *
     * @param nanos when it began
     * @param n of the deletion
     * @param seq of the message
     * @param source where it looked
     * @param complete whether the answer said that nothing was missing
     * @param words the seqs of the events that held words of it, separated by commas
     */
    record Sought(
            long nanos,
            String room,
            long n,
            long seq,
            Source source,
            boolean complete,
            String words)
            implements TraceEvent {}

    /**
     * A person's mark was moved, and the receipt of that came.
     *
     * @param isBack whether it was set, and not only moved forwards
     */
    record Marked(long nanos, String room, String person, long seq, boolean isBack)
            implements TraceEvent {}

    /**
     * What was told at the end to wait for a person in a room.
     *
     * @param isAdmin whether mentions of the admins are of them
     * @param head the seq up to which was counted
     */
    record Counted(
            long nanos,
            String room,
            String person,
            boolean isAdmin,
            long readSeq,
            long unread,
            long mentions,
            long head)
            implements TraceEvent {}

    /** Where a client looks. */
    enum Source {
        HISTORY,
        MESSAGE,
        RESUME
    }
}
