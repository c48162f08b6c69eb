package io.parley.chat.connection;

import io.parley.chat.delivery.RoomFeeds;
import io.parley.chat.edge.EdgeSession;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.posts.PostFeeds;
import io.parley.chat.send.SendMessage;
import io.parley.model.wire.Problem;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Makes what each session has of its own out of what the pod has once. */
@Component
record SessionParts(
        RoomFeeds rooms,
        PostFeeds posts,
        SendMessage messages,
        LivePolicy policy,
        Connecting connecting,
        ChatLimits limits,
        AdmissionLimits admission) {

    SessionFeeds feeds(EdgeSession edge) {
        return new SessionFeeds(edge, rooms, posts, policy, limits.subscriptions());
    }

    SessionSends sends(Replies replies, Consumer<Problem> endSession) {
        return new SessionSends(messages, policy, replies, limits, endSession);
    }
}
