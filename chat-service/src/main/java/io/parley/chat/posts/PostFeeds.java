package io.parley.chat.posts;

import io.parley.chat.link.MessageService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Who follows posts in this pod. */
@Component
public class PostFeeds {

    /** Pages in memory at once for sessions that come back after long. */
    private static final int PAGES_AT_ONCE = 16;

    private final LivePosts live;
    private final MessageService messages;
    private final PostBell bell;
    private final PostMetrics metrics;
    private final Semaphore pages = new Semaphore(PAGES_AT_ONCE);

    PostFeeds(LivePosts live, MessageService messages, PostBell bell, PostMetrics metrics) {
        this.live = live;
        this.messages = messages;
        this.bell = bell;
        this.metrics = metrics;
    }

    /**
     * Starts a feed; its listener is told when it has joined, or why not.
     *
     * @param after the last position that the client has; empty for what comes from now on
     */
    public void subscribe(PostFollower follower, Optional<Long> after) {
        var replay = new PostReplay(live, messages, pages, bell, follower, after);
        var _ = Thread.ofVirtual().name("post-replay").start(replay);
    }

    /** Ends a feed: nothing follows but what is queued for the session already. */
    public void unsubscribe(PostFollower follower) {
        follower.cancel();
        live.leave(follower);
    }

    /** Sessions that had no room go on at their own pace until they have caught up. */
    void bringOn(List<LivePosts.Late> late) {
        for (var each : late) {
            metrics.fellBehind();
            subscribe(each.follower(), Optional.of(each.position()));
        }
    }
}
