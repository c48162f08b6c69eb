package io.parley.chat.posts;

import io.parley.chat.edge.EdgeSession;
import io.parley.chat.edge.EdgeSession.Offer;
import io.parley.chat.edge.FeedListener;
import io.parley.chat.edge.StompFrames;
import io.parley.model.Role;
import java.util.function.Supplier;

/** One session's interest in posts. */
public final class PostFollower {

    private final EdgeSession session;
    private final Supplier<Role> role;
    private final String id;
    private final String destination;
    private final FeedListener listener;
    private volatile boolean isCancelled;

    /** Touched under the lock of {@link LivePosts} only. */
    private boolean hasJoined;

    /**
     * @param role asked for each event: rights change while a session lasts
     * @param id the client's own id of the subscription
     */
    public PostFollower(
            EdgeSession session,
            Supplier<Role> role,
            String id,
            String destination,
            FeedListener listener) {
        this.session = session;
        this.role = role;
        this.id = id;
        this.destination = destination;
        this.listener = listener;
    }

    EdgeSession session() {
        return session;
    }

    FeedListener listener() {
        return listener;
    }

    boolean isCancelled() {
        return isCancelled;
    }

    void cancel() {
        isCancelled = true;
    }

    /** Tells the listener the first time; a feed that fell behind joins again. */
    void joined() {
        if (!hasJoined) {
            hasJoined = true;
            listener.joined();
        }
    }

    /**
     * Passes on what the person may see of it; a change that he may not see is as good as taken.
     */
    Offer offer(PostChangeFrame change, boolean isReplay) {
        var body = change.forRole(role.get());
        return body == null
                ? Offer.ACCEPTED
                : session.tryOffer(
                        StompFrames.post(id, destination, change.position(), body, isReplay));
    }

    /** Tells about the feed itself. */
    Offer tell(PostControl control) {
        return session.tryOffer(
                StompFrames.message(
                        id,
                        destination,
                        "posts/" + control.type(),
                        control.type(),
                        control.json()));
    }
}
