package io.parley.message.post.follow;

import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the backlogs of followers, on virtual threads. A part stays in memory until its follower
 * has taken it, so there is a place for so many parts only; the rest wait their turn.
 */
@Component
class Loader {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    /** Of half a megabyte each, or one large post. */
    private static final int PLACES = 16;

    private final Semaphore places = new Semaphore(PLACES, true);

    /** Reads on for the follower, who gives the place back by {@link #release}. */
    void load(Follower follower, Backlog backlog) {
        Thread.ofVirtual().name("post-backlog").start(() -> read(follower, backlog));
    }

    private void read(Follower follower, Backlog backlog) {
        places.acquireUninterruptibly();
        try {
            follower.take(backlog.read());
        } catch (RuntimeException outage) {
            release();
            LOG.atWarn()
                    .addKeyValue("outage", outage.getClass().getSimpleName())
                    .log("backlog of a follower not read: it will come back");
            follower.end(Frames.notice("unavailable"));
        }
    }

    void release() {
        places.release();
    }
}
