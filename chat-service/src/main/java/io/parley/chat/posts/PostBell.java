package io.parley.chat.posts;

import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisChannels;
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
    private final RedisChannels channels;

    PostBell(RedisChannels channels) {
        this.channels = channels;
        // rings may have been lost before a new connection
        channels.onConnected(this::ring);
        var _ = channels.open(RedisKeys.POSTS, _ -> ring());
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
        channels.close(RedisKeys.POSTS);
    }
}
