package io.parley.chat.session;

import io.parley.chat.edge.EncodedFrame;
import io.parley.chat.transport.ChatLimits;
import io.parley.chat.transport.WebSocketEdge;
import io.parley.model.wire.CloseCode;
import java.time.Duration;

/** The signs of life of one session, both ways. */
final class Liveness {

    /**
     * A beat leaves after this share of the time that was agreed on: it has its way to go, and a
     * session is looked at every half second only.
     */
    private static final int BEATS_PER_INTERVAL = 2;

    private final WebSocketEdge edge;
    private final ChatLimits limits;
    private volatile long heardAt = System.nanoTime();
    private volatile long pingedAt = System.nanoTime();

    Liveness(WebSocketEdge edge, ChatLimits limits) {
        this.edge = edge;
        this.limits = limits;
    }

    /** The client has sent something. */
    void heard() {
        heardAt = System.nanoTime();
    }

    /** Asks a silent client, cuts one that stays silent, and gives signs of this side. */
    void sweep(HeartBeats agreed) {
        if (isPast(heardAt, limits.silentFor())) {
            edge.abort(CloseCode.SLOW_CONSUMER, "no sign of life, resume");
        } else if (isPast(heardAt, limits.heartBeat()) && isPast(pingedAt, limits.heartBeat())) {
            pingedAt = System.nanoTime();
            edge.ping();
        }
        if (agreed.areWanted()
                && edge.wasQuietFor(agreed.toClient().dividedBy(BEATS_PER_INTERVAL))) {
            edge.offer(EncodedFrame.HEART_BEAT);
        }
    }

    private static boolean isPast(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }
}
