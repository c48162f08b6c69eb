package io.parley.chat.send;

import io.parley.chat.link.MessageService;
import io.parley.chat.recent.RecentMessages;
import io.parley.chat.recent.RecentMessages.Known;
import io.parley.chat.recent.RecentMessages.Source;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a message was sent before. The sequence function recognises a repeat for ten minutes;
 * what may be older is looked up in message-service before it is appended: a send that says that it
 * is a repeat, and one whose id tells that it was made a while ago. A fresh one costs no question.
 */
@Component
class EarlierSends {

    /** What is looked up holds a connection of message-service for a moment. */
    private static final int LOOK_UPS_AT_A_TIME = 64;

    private static final Duration TURN_WITHIN = Duration.ofSeconds(2);

    /**
     * An answer counts for so long only: a process may stand still between it and the append. Far
     * less than the window of the sequence function, which covers that time.
     */
    private static final Duration ANSWER_COUNTS_FOR = Duration.ofMinutes(1);

    private final RecentMessages recent;
    private final MessageService messages;
    private final SendMetrics metrics;
    private final Clock clock;
    private final Semaphore lookUps = new Semaphore(LOOK_UPS_AT_A_TIME);

    EarlierSends(RecentMessages recent, MessageService messages, SendMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.recent = recent;
        this.messages = messages;
        this.clock = clock;
    }

    /** What was sent before under an id. */
    enum Earlier {
        /** Nothing, or the same so short a time ago that the sequence function knows. */
        NONE,
        SAME,
        OTHER_CONTENT,
        /** It cannot be told now. */
        UNCERTAIN
    }

    /**
     * Looks for an earlier one; where there is none, the message counts as on its way from now on
     * and {@link #ended} must follow. May block, and throw {@link
     * io.parley.chat.link.ServiceUnavailableException}.
     */
    Earlier find(RoomId room, MessageId id, Draft draft) {
        var fingerprint = draft.content().fingerprint();
        var known = recent.find(id);
        if (known.isPresent() && known.get().fingerprint() != fingerprint) {
            return Earlier.OTHER_CONTENT;
        }
        var earlier =
                switch (known.map(Known::source).orElse(Source.SHOWN)) {
                    case ACKNOWLEDGED -> Earlier.SAME;
                    case APPENDED -> Earlier.NONE;
                    case SHOWN -> mayBeOld(draft) ? lookUp(room, id, fingerprint) : Earlier.NONE;
                };
        return earlier == Earlier.NONE ? appending(id, fingerprint) : earlier;
    }

    /** Another session may have come first since. */
    private Earlier appending(MessageId id, long fingerprint) {
        return recent.appending(id, fingerprint)
                .filter(other -> other.fingerprint() != fingerprint)
                .map(_ -> Earlier.OTHER_CONTENT)
                .orElse(Earlier.NONE);
    }

    private boolean mayBeOld(Draft draft) {
        return draft.isRepeat() || MadeAt.isOld(draft.clientMsgId(), clock.instant());
    }

    private Earlier lookUp(RoomId room, MessageId id, long fingerprint) {
        try {
            if (!lookUps.tryAcquire(TURN_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                metrics.lookedUp(Earlier.UNCERTAIN);
                return Earlier.UNCERTAIN;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Earlier.UNCERTAIN;
        }
        var found = Earlier.UNCERTAIN;
        try {
            found = ask(room, id, fingerprint);
        } finally {
            lookUps.release();
            metrics.lookedUp(found);
        }
        return found;
    }

    private Earlier ask(RoomId room, MessageId id, long fingerprint) {
        var askedAt = System.nanoTime();
        var stored = messages.message(room, id);
        if (stored.isPresent()) {
            return stored.get().data() instanceof EventData.MessageCreated content
                            && content.fingerprint() == fingerprint
                    ? Earlier.SAME
                    : Earlier.OTHER_CONTENT;
        }
        return System.nanoTime() - askedAt < ANSWER_COUNTS_FOR.toNanos()
                ? Earlier.NONE
                : Earlier.UNCERTAIN;
    }

    boolean isAcknowledged(MessageId id) {
        return recent.find(id).filter(known -> known.source() == Source.ACKNOWLEDGED).isPresent();
    }

    /** Takes note of how the append ended. */
    void ended(MessageId id, Draft draft, @Nullable SendResult result) {
        var fingerprint = draft.content().fingerprint();
        switch (result) {
            case SendResult.Accepted _ -> recent.acknowledged(id, fingerprint);
            case SendResult.Refused _ -> recent.notAppended(id, fingerprint);
            case SendResult.Unknown _ -> {}
            case null -> {}
        }
    }
}
