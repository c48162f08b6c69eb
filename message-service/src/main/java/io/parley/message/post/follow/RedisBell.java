package io.parley.message.post.follow;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.parley.message.infra.RedisLink;
import io.parley.message.infra.Retry;
import io.parley.message.post.PostsChanged;
import io.parley.model.wire.RedisKeys;
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

    private final RedisClient client;
    private final RedisLink link;
    private final Feed feed;
    private volatile boolean isRunning;
    private volatile @Nullable StatefulRedisPubSubConnection<String, String> hearing;

    RedisBell(RedisClient client, RedisLink link, Feed feed) {
        this.client = client;
        this.link = link;
        this.feed = feed;
    }

    @EventListener
    void changed(PostsChanged changed) {
        feed.ring();
        link.commands()
                .ifPresent(
                        commands ->
                                commands.publish(RedisKeys.POSTS, "")
                                        .exceptionally(RedisBell::unheard));
    }

    /** Who has not heard it finds the change by looking. */
    private static Long unheard(Throwable outage) {
        LOG.atDebug().addKeyValue("outage", outage.getClass().getSimpleName()).log("not rung");
        return 0L;
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofVirtual()
                .name("post-bell")
                .start(() -> Retry.everySecond(this::isRunning, this::isConnected));
    }

    /** Needed once: from then on the client reconnects and subscribes by itself. */
    private boolean isConnected() {
        try {
            var pubSub = client.connectPubSub();
            hearing = pubSub;
            pubSub.addListener(new Rings());
            pubSub.sync().subscribe(RedisKeys.POSTS);
            return true;
        } catch (RedisException away) {
            if (isRunning) {
                LOG.atWarn().log("Redis is away: posts arrive a little later");
            }
            closeHearing();
            return false;
        }
    }

    private void closeHearing() {
        var open = hearing;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void stop() {
        isRunning = false;
        closeHearing();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Called in the order of the connection; never blocks. */
    private final class Rings extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String channel, String nothing) {
            feed.ring();
        }

        /** Also after each reconnection: rings may have been lost before. */
        @Override
        public void subscribed(String channel, long count) {
            feed.ring();
        }
    }
}
