package io.parley.chat.recent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.model.MessageId;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The messages of the last minutes that this pod has appended or shown, by their content's
 * fingerprint. Bounded, and therefore never complete: what is found here is so, what is not found
 * may be so all the same.
 */
@Component
public class RecentMessages {

    /** Some 10 MB. */
    private static final int MOST = 100_000;

    /** Far less than the window of the sequence function. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Cache<MessageId, Known> messages =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /** How this pod came to know a message. */
    public enum Source {
        /** It was given to the log, whose answer is awaited or did not come. */
        APPENDED,
        /** The log has acknowledged it. */
        ACKNOWLEDGED,
        /**
         * It came by the live channel. Good enough to find that another text is meant; a receipt
         * needs the word of the log.
         */
        SHOWN
    }

    /**
     * A message that is known.
     *
     * @param fingerprint of its content
     */
    public record Known(long fingerprint, Source source) {}

    public Optional<Known> find(MessageId id) {
        return Optional.ofNullable(messages.getIfPresent(id));
    }

    /** Notes what is about to be appended; answers what was known before, which then stays. */
    public Optional<Known> appending(MessageId id, long fingerprint) {
        return Optional.ofNullable(
                messages.asMap().putIfAbsent(id, new Known(fingerprint, Source.APPENDED)));
    }

    public void acknowledged(MessageId id, long fingerprint) {
        messages.put(id, new Known(fingerprint, Source.ACKNOWLEDGED));
    }

    /** It was noted as about to be appended, and was not. */
    public void notAppended(MessageId id, long fingerprint) {
        messages.asMap().remove(id, new Known(fingerprint, Source.APPENDED));
    }

    public void shown(MessageId id, long fingerprint) {
        var _ = messages.asMap().putIfAbsent(id, new Known(fingerprint, Source.SHOWN));
    }
}
