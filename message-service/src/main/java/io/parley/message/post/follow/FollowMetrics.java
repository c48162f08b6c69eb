package io.parley.message.post.follow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.message.post.LoggedChange;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** What following posts looks like from outside. */
@Component
class FollowMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer delay;
    private final Counter slow;
    private final AtomicLong position = new AtomicLong();

    FollowMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        delay =
                Timer.builder("parley.posts.feed.delay")
                        .description("from the change of a post to its fan-out here")
                        .publishPercentileHistogram()
                        .register(registry);
        slow =
                Counter.builder("parley.posts.followers.cut")
                        .description("followers cut off because they were too slow")
                        .register(registry);
        Gauge.builder("parley.posts.position", position, AtomicLong::get)
                .description("the newest change that followers here are told")
                .register(registry);
    }

    void count(IntSupplier followers) {
        Gauge.builder("parley.posts.followers", followers, IntSupplier::getAsInt)
                .description("open streams of posts")
                .strongReference(true)
                .register(registry);
    }

    void appended(LoggedChange change) {
        position.set(change.position());
        var took = Duration.between(change.at(), clock.instant());
        delay.record(took.isNegative() ? Duration.ZERO : took);
    }

    void cutOff() {
        slow.increment();
    }
}
