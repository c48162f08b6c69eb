package io.parley.chat.edge;

import io.parley.model.wire.CloseCode;
import java.time.Duration;

/**
 * One client's connection, as delivery sees it. Frames leave in the order in which they were
 * offered. All methods may be called from any thread; only those that await block.
 */
public interface EdgeSession {

    /** Unique among the sessions of all pods; not a secret, not a permission. */
    String id();

    /** What became of an offered frame. */
    enum Offer {
        ACCEPTED,
        /** There is no room in the queue. */
        FULL,
        CLOSED
    }

    /** Where there is no room, the session is closed as a slow consumer. */
    Offer offer(EncodedFrame frame);

    /**
     * For what can be sent again later: where there is no room, nothing happens. It leaves a
     * quarter of the queue to {@link #offer}, so that a room's events never crowd out answers.
     */
    Offer tryOffer(EncodedFrame frame);

    /** For what is soon out of date: it is taken only while little waits for the client. */
    Offer offerIfIdle(EncodedFrame frame);

    /** UTF-8 bytes accepted and not yet written. */
    int queuedBytes();

    /**
     * Waits until the queue has room for a bulk of frames.
     *
     * @return false if the session closed or {@code patience} ran out
     */
    boolean awaitRoom(Duration patience) throws InterruptedException;

    /**
     * Waits while answers pile up that the client does not take.
     *
     * @return false if the session closed or {@code patience} ran out
     */
    boolean awaitHeadroom(Duration patience) throws InterruptedException;

    /**
     * Drops what is queued of a subscription; what is being written goes out.
     *
     * @return how many frames were dropped
     */
    int drop(String subscription);

    /** Drops what is queued and closes. */
    void close(CloseCode code, String reason);

    /** Drops what is queued and closes once {@code last} has been written. */
    void closeNowAfter(EncodedFrame last, CloseCode code, String reason);

    /** Closes once what is queued, and {@code last} after it, has been written. */
    void closeAfter(EncodedFrame last, CloseCode code, String reason);
}
