package io.parley.chat.connection;

/**
 * Tells one session by name what does not work as it should, and when it does again. Used by the
 * sweep alone.
 */
final class SessionNotices {

    private final Replies replies;
    private boolean isToldLate;
    private boolean isToldUnavailable;

    SessionNotices(Replies replies) {
        this.replies = replies;
    }

    /**
     * @param isLate whether live events of one of the session's rooms may be late
     * @param canSend whether messages are taken at present
     */
    void tell(boolean isLate, boolean canSend) {
        if (isLate != isToldLate && say(isLate ? "live.delayed" : "live.restored")) {
            isToldLate = isLate;
        }
        if (canSend == isToldUnavailable && say(canSend ? "available" : "unavailable")) {
            isToldUnavailable = !canSend;
        }
    }

    /** False where the client has not asked for notices so far; it is told once it does. */
    private boolean say(String type) {
        return replies.session(type, new Notice(type));
    }

    private record Notice(String type) {}
}
