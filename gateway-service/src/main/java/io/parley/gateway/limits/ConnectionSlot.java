package io.parley.gateway.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** One WebSocket's place among those of its network. */
public final class ConnectionSlot {

    private final ConnectionLimits limits;
    private final String network;
    private final Duration penalty;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean kept;

    ConnectionSlot(ConnectionLimits limits, String network, Duration penalty) {
        this.limits = limits;
        this.network = network;
        this.penalty = penalty;
    }

    /** How long its handshake has to wait for what others of its network have sent. */
    public Duration penalty() {
        return penalty;
    }

    /** There is a socket now, whose end releases it. */
    public void keep() {
        kept = true;
    }

    /** Nothing came of it, unless there is a socket. */
    public void releaseUnlessKept() {
        if (!kept) {
            release();
        }
    }

    /** May be called again: only the first time counts. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            limits.left(network);
        }
    }

    /** The socket is being closed for what its client has sent. */
    public void misbehaved() {
        limits.misbehaved(network);
    }
}
