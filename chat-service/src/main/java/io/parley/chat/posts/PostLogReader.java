package io.parley.chat.posts;

import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.post.PostEvents;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the changes of posts, once for all sessions of the pod: when the bell rings, and every two
 * seconds in case it does not.
 */
@Component
class PostLogReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PostLogReader.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int PAGE = 100;

    /** Read at start, for sessions that come from a pod that has just ended. */
    private static final int FROM_BEFORE = 256;

    /** Larger than any position: asks for the head alone. */
    private static final long BEYOND_ANY_POSITION = (1L << 53) - 1;

    private final MessageService messages;
    private final LivePosts live;
    private final PostFeeds feeds;
    private final PostBell bell;
    private volatile boolean isRunning;

    /** Of the reader's thread. */
    private boolean isAway;

    PostLogReader(MessageService messages, LivePosts live, PostFeeds feeds, PostBell bell) {
        this.messages = messages;
        this.live = live;
        this.feeds = feeds;
        this.bell = bell;
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofVirtual().name("post-reader").start(this::run);
    }

    @Override
    public void stop() {
        isRunning = false;
        bell.ring();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    private void run() {
        try {
            while (isRunning) {
                look();
                bell.await(LOOK_EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (!live.started().isDone()) {
                beginNear(messages.posts(BEYOND_ANY_POSITION, 1));
            }
            while (isRunning && read()) {
                isAway = false;
            }
            isAway = false;
        } catch (ServiceUnavailableException outage) {
            if (!isAway) {
                log.warn("posts are not live cause={}", outage.getMessage());
            }
            isAway = true;
        } catch (RuntimeException bug) {
            log.error("posts could not be read", bug);
        }
    }

    private void beginNear(PostEvents end) {
        live.keptFrom(end.oldest());
        live.begin(Math.max(end.oldest() - 1, end.head() - FROM_BEFORE));
    }

    /** True where there may be more at once. */
    private boolean read() {
        var position = live.position();
        var page = messages.posts(position, PAGE);
        live.keptFrom(page.oldest());
        if (page.head() < position) {
            log.warn("the log of posts went back position={} head={}", position, page.head());
            live.beginAnew(page.head(), "timeline");
            return false;
        }
        if (page.oldest() > position + 1) {
            live.beginAnew(page.head(), "retention");
            return false;
        }
        page.items().stream().map(PostChangeFrame::of).map(live::append).forEach(feeds::bringOn);
        return !page.items().isEmpty() && live.position() < page.head();
    }
}
