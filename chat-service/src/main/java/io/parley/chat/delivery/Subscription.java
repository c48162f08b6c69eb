package io.parley.chat.delivery;

import io.parley.chat.edge.EdgeSession;
import io.parley.chat.edge.EdgeSession.Offer;
import io.parley.chat.edge.EncodedFrame;
import io.parley.chat.edge.FeedListener;
import io.parley.chat.edge.RoomFrame;
import io.parley.chat.edge.StompFrames;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import java.util.function.Supplier;

/** One session's interest in one room. */
public final class Subscription {

    private final EdgeSession session;
    private final UserId person;
    private final Supplier<Role> role;
    private final String id;
    private final String destination;
    private final RoomId room;
    private final long first;
    private final FeedListener listener;
    private volatile boolean isCancelled;

    /** Touched by the room's thread only. */
    private boolean hasJoined;

    /**
     * @param role asked whenever it counts: rights change while a session lasts
     * @param id the client's own id of the subscription
     * @param first the first event of the room that this person may read
     */
    public Subscription(
            EdgeSession session,
            UserId person,
            Supplier<Role> role,
            String id,
            String destination,
            RoomId room,
            long first,
            FeedListener listener) {
        this.session = session;
        this.person = person;
        this.role = role;
        this.id = id;
        this.destination = destination;
        this.room = room;
        this.first = first;
        this.listener = listener;
    }

    EdgeSession session() {
        return session;
    }

    UserId person() {
        return person;
    }

    Role role() {
        return role.get();
    }

    String id() {
        return id;
    }

    RoomId room() {
        return room;
    }

    long first() {
        return first;
    }

    FeedListener listener() {
        return listener;
    }

    boolean isCancelled() {
        return isCancelled;
    }

    synchronized void cancel() {
        isCancelled = true;
    }

    /** As {@link EdgeSession#tryOffer}, but nothing is taken once it is cancelled. */
    synchronized Offer tryOffer(EncodedFrame frame) {
        return isCancelled ? Offer.CLOSED : session.tryOffer(frame);
    }

    /** The person has lost the right to it: what waits for the client is dropped. */
    void revoke(ErrorCode code) {
        cancel();
        session.drop(id);
        listener.ended(code);
    }

    /** Tells the listener the first time; a feed that fell behind joins again. */
    void joined() {
        if (!hasJoined) {
            hasJoined = true;
            listener.joined();
        }
    }

    EncodedFrame encode(RoomFrame event, boolean isReplay) {
        return StompFrames.event(id, destination, event, isReplay);
    }

    /** Tells about the feed itself; such frames have no seq. */
    void control(Control control) {
        session.offer(
                StompFrames.message(
                        id,
                        destination,
                        room + "/" + control.type(),
                        control.type(),
                        control.json()));
    }
}
