package io.parley.chat.command;

import io.parley.chat.link.MessageService;
import io.parley.chat.recent.RecentMessages;
import io.parley.chat.recent.RecentMessages.Known;
import io.parley.chat.recent.RecentMessages.Source;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.RoomEvent;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a command was sent before. The sequence function recognises a repeat for ten minutes;
 * what may be older is looked up in message-service before it is appended: one that says that it is
 * a repeat, and one whose id tells that it was made a while ago. A fresh one costs no question.
 */
@Component
class EarlierCommands {

    /**
     * An answer counts for so long only: a process may stand still between it and the append. Far
     * less than the window of the sequence function, which covers that time.
     */
    private static final Duration ANSWER_COUNTS_FOR = Duration.ofMinutes(1);

    private final RecentMessages recent;
    private final MessageService messages;
    private final LookUps lookUps;
    private final SendMetrics metrics;
    private final Clock clock;

    EarlierCommands(
            RecentMessages recent,
            MessageService messages,
            LookUps lookUps,
            SendMetrics metrics,
            Clock clock) {
        this.metrics = metrics;
        this.recent = recent;
        this.messages = messages;
        this.lookUps = lookUps;
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

    /** Whether the sender or the id says that it may have been sent long before. */
    boolean mayBeOld(Draft draft) {
        return draft.isRepeat() || MadeAt.isOld(draft.clientMsgId(), clock.instant());
    }

    /**
     * Looks for an earlier one. May block, and throw {@link
     * io.parley.chat.link.ServiceUnavailableException}.
     *
     * @param mayBeOld whether it is looked up where this pod does not know it
     */
    Earlier find(RoomId room, MessageId id, long fingerprint, boolean mayBeOld) {
        var known = recent.find(id);
        if (known.isPresent() && known.get().fingerprint() != fingerprint) {
            return Earlier.OTHER_CONTENT;
        }
        return switch (known.map(Known::source).orElse(Source.SHOWN)) {
            case ACKNOWLEDGED -> Earlier.SAME;
            case APPENDED -> Earlier.NONE;
            case SHOWN -> mayBeOld ? lookUp(room, id, fingerprint) : Earlier.NONE;
        };
    }

    /**
     * It counts as on its way from now on, and {@link #ended} must follow; false where another
     * session has come first, with another content.
     */
    boolean begins(MessageId id, long fingerprint) {
        return recent.appending(id, fingerprint)
                .filter(other -> other.fingerprint() != fingerprint)
                .isEmpty();
    }

    private Earlier lookUp(RoomId room, MessageId id, long fingerprint) {
        var found = Earlier.UNCERTAIN;
        try {
            found = lookUps.ask(() -> ask(room, id, fingerprint));
        } finally {
            metrics.lookedUp(found);
        }
        return found;
    }

    private Earlier ask(RoomId room, MessageId id, long fingerprint) {
        var askedAt = System.nanoTime();
        var stored = messages.message(room, id);
        if (stored.isPresent()) {
            return isSame(stored.get(), fingerprint) ? Earlier.SAME : Earlier.OTHER_CONTENT;
        }
        return System.nanoTime() - askedAt < ANSWER_COUNTS_FOR.toNanos()
                ? Earlier.NONE
                : Earlier.UNCERTAIN;
    }

    /** Of what was deleted since nobody knows the words: it must never come once more. */
    private static boolean isSame(RoomEvent stored, long fingerprint) {
        return switch (stored.data()) {
            case EventData.Sent content -> content.fingerprint() == fingerprint;
            case EventData.Redacted _ -> true;
            default -> false;
        };
    }

    boolean isAcknowledged(MessageId id) {
        return recent.find(id).filter(known -> known.source() == Source.ACKNOWLEDGED).isPresent();
    }

    /** Takes note of how the append ended. */
    void ended(MessageId id, long fingerprint, @Nullable CommandResult result) {
        switch (result) {
            case CommandResult.Accepted _ -> recent.acknowledged(id, fingerprint);
            case CommandResult.Refused _, CommandResult.NotNow _ ->
                    recent.notAppended(id, fingerprint);
            case CommandResult.Unknown _ -> {}
            case null -> {}
        }
    }
}
