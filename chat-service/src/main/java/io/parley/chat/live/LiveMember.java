package io.parley.chat.live;

import io.parley.chat.edge.EdgeSession;
import io.parley.chat.edge.FeedListener;
import io.parley.chat.edge.StompFrames;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import java.util.function.Supplier;

/**
 * One session's interest in what comes and goes in a room.
 *
 * @param role asked whenever it counts: rights change while a session lasts
 * @param id the client's own id of the subscription
 */
public record LiveMember(
        EdgeSession session,
        UserId person,
        Supplier<Role> role,
        String id,
        String destination,
        RoomId room,
        FeedListener listener) {

    /** Where the client has yet to take what it has, nothing happens: the next one says more. */
    void tell(String type, String json) {
        var _ =
                session.offerIfIdle(
                        StompFrames.ephemeral(id, destination, room + "/" + type, type, json));
    }

    /** What waits for the client is dropped. */
    void revoke(ErrorCode code) {
        session.drop(id);
        listener.ended(code);
    }
}
