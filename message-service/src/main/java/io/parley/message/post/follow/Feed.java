package io.parley.message.post.follow;

import io.parley.message.post.LoggedChange;
import io.parley.message.post.PostLog;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads the log of changes, once for all followers of this replica: when the bell rings, and every
 * few seconds in case it does not. The bell carries nothing, so that it may be lost.
 */
@Component
class Feed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int PAGE = 100;
    private static final int PAGE_BYTES = 2 * 1024 * 1024;

    /** Read at start, for followers who come from a replica that has just ended. */
    private static final int FROM_BEFORE = 256;

    private final PostLog log;
    private final RecentChanges recent;
    private final Followers followers;
    private final FollowSettings settings;
    private final FollowMetrics metrics;
    private final Bell bell = new Bell();
    private volatile boolean isRunning;

    /** Of the feed's thread, as is all that follows. */
    private long position = -1;

    private boolean isAway;

    Feed(
            PostLog log,
            RecentChanges recent,
            Followers followers,
            FollowSettings settings,
            FollowMetrics metrics) {
        this.log = log;
        this.recent = recent;
        this.followers = followers;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Something may be new. */
    void ring() {
        bell.ring();
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofVirtual().name("post-feed").start(this::run);
    }

    private void run() {
        try {
            while (isRunning) {
                read();
                bell.await(settings.lookEvery());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            begin();
            for (var page = page(); !page.isEmpty(); page = page()) {
                page.forEach(this::append);
                followers.wake();
            }
            isAway = false;
        } catch (DataAccessException outage) {
            if (!isAway) {
                LOG.atWarn()
                        .addKeyValue("outage", outage.getClass().getSimpleName())
                        .log("posts are not live: the database does not answer");
            }
            isAway = true;
        }
    }

    private void begin() {
        var head = log.head();
        if (position > head) {
            LOG.atWarn()
                    .addKeyValue("position", position)
                    .addKeyValue("head", head)
                    .log("the log of posts went back: all followers begin anew");
            position = -1;
        }
        if (position < 0) {
            position = Math.max(log.oldest() - 1, head - FROM_BEFORE);
            recent.beginAt(position);
            followers.sendAway();
        }
    }

    private List<LoggedChange> page() {
        return log.after(position, PAGE, PAGE_BYTES);
    }

    private void append(LoggedChange change) {
        recent.append(change);
        position = change.position();
        metrics.appended(change);
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
}
