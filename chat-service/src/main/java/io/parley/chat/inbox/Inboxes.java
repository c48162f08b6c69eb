package io.parley.chat.inbox;

import io.parley.chat.edge.PersonFeed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The inboxes that sessions here have open. */
@Component
public class Inboxes {

    private static final int PATIENCE_SECONDS = 2;

    private final PersonChannels channels;
    private final InboxHeads heads;

    Inboxes(PersonChannels channels, InboxHeads heads) {
        this.channels = channels;
        this.heads = heads;
    }

    /**
     * Opens one.
     *
     * @return done when it hears all there is to hear, or after a moment, while something is away
     */
    public CompletableFuture<Void> open(PersonFeed feed) {
        return CompletableFuture.allOf(
                        channels.open(feed).toCompletableFuture().exceptionally(_ -> null),
                        heads.open(feed).exceptionally(_ -> null))
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The session does not want it any more. */
    public void close(PersonFeed feed) {
        channels.close(feed);
        heads.close(feed);
    }
}
