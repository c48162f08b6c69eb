package io.parley.chat.session;

import io.parley.model.Role;
import java.time.Instant;

/** Tells one session by name what changes for it, what does not work, and when it does again. */
final class SessionNotices {

    private final Replies replies;

    // The sweep's own
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

    void roleChanged(Role role) {
        replies.session("role.changed", new RoleChanged("role.changed", role));
    }

    /** False where the client is not told. */
    boolean tokenExpiring(Instant expiresAt) {
        return replies.session("token.expiring", new TokenExpiring("token.expiring", expiresAt));
    }

    private record Notice(String type) {}

    private record TokenExpiring(String type, Instant expiresAt) {}

    private record RoleChanged(String type, Role role) {}
}
