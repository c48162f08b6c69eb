package io.parley.chat.session;

import io.parley.chat.command.ChangeSettings;
import io.parley.chat.command.Draft;
import io.parley.chat.delivery.DeliveryLimits;
import io.parley.chat.edge.StompVersion;
import io.parley.chat.link.ChatLogTopic;
import io.parley.chat.link.PodSettings;
import io.parley.chat.live.TypingSignals;
import io.parley.chat.presence.PresenceFeeds;
import io.parley.chat.reading.ReadMoves;
import io.parley.chat.token.AccessToken;
import io.parley.chat.transport.ChatLimits;
import io.parley.model.event.Mention;
import io.parley.model.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a session is told when it begins: where it is, and what it lives under. */
@Component
record Greeting(
        ChatLogTopic log,
        PodSettings pod,
        ChatLimits limits,
        DeliveryLimits delivery,
        ChangeSettings changes) {

    /** The headers of CONNECTED, without the session's id. */
    Map<String, String> to(AccessToken token, StompVersion version) {
        var interval = Long.toString(limits.heartBeat().toMillis());
        var headers = new LinkedHashMap<String, String>();
        headers.put("version", version.number());
        headers.put("user-name", token.username());
        headers.put("heart-beat", interval + "," + interval);
        headers.put("x-node", pod.id());
        headers.put("x-timeline", log.timeline());
        headers.put("x-token-expires-at", Json.time(token.expiresAt()));
        headers.put("x-limits", Json.MAPPER.writeValueAsString(Told.of(limits, delivery, changes)));
        return headers;
    }

    private record Told(
            int maxTextChars,
            long maxFrameBytes,
            int maxHeaders,
            int maxHeaderChars,
            int sendsPerSecond,
            int sendBurst,
            int unreceipted,
            int subscriptions,
            int sessionsPerUser,
            long queueBytes,
            long slowAfterMs,
            long silentForMs,
            int resumeEvents,
            int changesPerSecond,
            int changeBurst,
            long editWindowMs,
            long deleteWindowMs,
            int maxMentions,
            long readEveryMs,
            long typingEveryMs,
            int maxWatched) {

        static Told of(ChatLimits limits, DeliveryLimits delivery, ChangeSettings changes) {
            return new Told(
                    Draft.MAX_TEXT_CHARS,
                    limits.frame().toBytes(),
                    ChatLimits.MAX_HEADERS,
                    ChatLimits.MAX_HEADER_CHARS,
                    limits.sendsPerSecond(),
                    limits.sendBurst(),
                    limits.unreceipted(),
                    limits.subscriptions(),
                    limits.sessionsPerUser(),
                    limits.queue().toBytes(),
                    limits.slowAfter().toMillis(),
                    limits.silentFor().toMillis(),
                    delivery.resumeEvents(),
                    changes.perSecond(),
                    changes.burst(),
                    changes.editWindow().toMillis(),
                    changes.deleteWindow().toMillis(),
                    Mention.MAX_PER_TEXT,
                    ReadMoves.EVERY.toMillis(),
                    TypingSignals.EVERY.toMillis(),
                    PresenceFeeds.MOST_WATCHED);
        }
    }
}
