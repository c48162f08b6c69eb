package io.parley.chat.session;

import io.parley.chat.token.AccessToken;
import io.parley.model.Role;
import java.time.Duration;

/** What a session is in. */
sealed interface SessionState {

    /** Nobody knows yet whose it is. */
    record AwaitsConnect(long since) implements SessionState {

        boolean isPast(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }
    }

    /** CONNECT has come and is looked at, which may take a moment. */
    record Connecting(long since) implements SessionState {

        boolean isPast(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }
    }

    /**
     * @param heartBeats as agreed on in CONNECT
     * @param isWarned whether the client has been told that its token expires
     */
    record Connected(AccessToken token, HeartBeats heartBeats, boolean isWarned)
            implements SessionState {

        /** The same session of somebody who has another role now. */
        Connected as(Role role) {
            return new Connected(token.as(role), heartBeats, isWarned);
        }

        Connected warned() {
            return new Connected(token, heartBeats, true);
        }
    }

    /** Nothing follows it. */
    record Ended() implements SessionState {}

    /** A fresh token for a session that is connected; others stay as they are. */
    default SessionState withToken(AccessToken token) {
        return this instanceof Connected connected
                ? new Connected(token, connected.heartBeats(), false)
                : this;
    }
}
