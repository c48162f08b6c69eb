package io.parley.model.wire;

/** Close codes of WebSocket sessions. All are in the private range, which every proxy lets pass. */
public enum CloseCode {
    TOKEN_EXPIRED(4001),
    REVOKED(4003),
    SLOW_CONSUMER(4008),
    PROTOCOL_ERROR(4009),
    DRAINING(4012),
    OVERLOADED(4013),
    POLICY_STALE(4014);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
