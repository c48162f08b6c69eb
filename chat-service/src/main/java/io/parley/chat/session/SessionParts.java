package io.parley.chat.session;

import io.parley.chat.admission.AdmissionLimits;
import io.parley.chat.command.RoomCommands;
import io.parley.chat.delivery.RoomFeeds;
import io.parley.chat.edge.EdgeSession;
import io.parley.chat.inbox.Inboxes;
import io.parley.chat.live.LiveFeeds;
import io.parley.chat.live.TypingSignals;
import io.parley.chat.policy.LiveAccounts;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.posts.PostFeeds;
import io.parley.chat.presence.PresenceFeeds;
import io.parley.chat.presence.lease.Leases;
import io.parley.chat.reading.ReadMoves;
import io.parley.chat.transport.ChatLimits;
import org.springframework.stereotype.Component;

/** Makes what each session has of its own out of what the pod has once. */
@Component
record SessionParts(
        RoomFeeds rooms,
        PostFeeds posts,
        Inboxes inboxes,
        ReadMoves moves,
        TypingSignals typing,
        LiveFeeds live,
        PresenceFeeds presence,
        Leases leases,
        RoomCommands commands,
        LivePolicy policy,
        PolicyFreshness freshness,
        LiveAccounts accounts,
        Connecting connecting,
        ChatLimits limits,
        AdmissionLimits admission) {

    SessionFeeds feeds(EdgeSession edge) {
        return new SessionFeeds(edge, this);
    }

    SessionSignals signals(SessionFeeds feeds) {
        return new SessionSignals(this, feeds);
    }

    SessionSends sends(SessionSends.Speaker speaker, Replies replies) {
        return new SessionSends(this, speaker, replies);
    }
}
