package io.parley.message.post.follow;

import io.parley.message.infra.RedisLink;
import io.parley.message.post.PostsChanged;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisChannels;
import io.parley.redis.RedisConnections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the other replicas that posts have changed, and hears it from them. A change written here
 * is told to this replica's followers without Redis; while Redis is away the others find it by
 * looking.
 */
@Component
class RedisBell implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RedisBell.class);

    private final RedisConnections redis;
    private final RedisLink link;
    private final Feed feed;
    private volatile @Nullable RedisChannels hearing;

    RedisBell(RedisConnections redis, RedisLink link, Feed feed) {
        this.redis = redis;
        this.link = link;
        this.feed = feed;
    }

    @EventListener
    void changed(PostsChanged changed) {
        feed.ring();
        link.connection()
                .ifPresent(
                        open -> {
                            var _ =
                                    open.publish(RedisKeys.POSTS, "")
                                            .whenComplete((_, outage) -> unheard(outage));
                        });
    }

    /** Who has not heard it finds the change by looking. */
    private static void unheard(@Nullable Throwable outage) {
        if (outage != null) {
            LOG.atDebug().addKeyValue("outage", outage.getClass().getSimpleName()).log("not rung");
        }
    }

    @Override
    public void start() {
        var channels = redis.channels();
        // rings may have been lost before a new connection
        channels.onConnected(feed::ring);
        var _ = channels.open(RedisKeys.POSTS, _ -> feed.ring());
        hearing = channels;
    }

    @Override
    public void stop() {
        var channels = hearing;
        if (channels != null) {
            channels.close();
            hearing = null;
        }
    }

    @Override
    public boolean isRunning() {
        return hearing != null;
    }
}
