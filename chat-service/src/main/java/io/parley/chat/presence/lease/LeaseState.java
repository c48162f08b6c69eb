package io.parley.chat.presence.lease;

import java.util.Optional;

/** What a pod says of somebody who has sessions there. */
public enum LeaseState {
    ONLINE("o"),
    AWAY("a"),
    /** Is there, and wants to be taken for somebody who is not. */
    INVISIBLE("i");

    private final String code;

    LeaseState(String code) {
        this.code = code;
    }

    /** As it stands in Redis. */
    String code() {
        return code;
    }

    /** Empty for what a newer release may say. */
    static Optional<LeaseState> of(String code) {
        for (var state : values()) {
            if (state.code.equals(code)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Of two that pods say of one person: who is invisible anywhere is so everywhere. */
    LeaseState and(LeaseState other) {
        if (this == INVISIBLE || other == INVISIBLE) {
            return INVISIBLE;
        }
        return this == ONLINE ? this : other;
    }
}
