package io.parley.chat.posts;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.parley.model.wire.RedisKeys;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Rings when posts may have changed; rings that come while nobody waits count as one. It carries
 * nothing and may be lost with Redis: who waits looks now and then all the same.
 */
@Component
class PostBell implements DisposableBean {

    private final Semaphore rung = new Semaphore(0);
    private final StatefulRedisPubSubConnection<String, String> connection;

    PostBell(RedisClient client) {
        connection = client.connectPubSub(StringCodec.UTF8);
        connection.addListener(new Rings());
        // after a lost link it is renewed without being asked
        var _ = connection.async().subscribe(RedisKeys.POSTS);
    }

    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    void await(Duration atMost) throws InterruptedException {
        if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }

    @Override
    public void destroy() {
        connection.close();
    }

    /** Called on the connection's thread; never blocks. */
    private final class Rings extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String channel, String nothing) {
            ring();
        }

        /** Also after each reconnection: rings may have been lost before. */
        @Override
        public void subscribed(String channel, long count) {
            ring();
        }
    }
}
