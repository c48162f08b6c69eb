package io.parley.chat.delivery;

import io.parley.chat.link.PodSettings;
import io.parley.chat.link.RedisLink;
import io.parley.model.wire.RedisKeys;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes a word every second that must come back through the subscription. Clients of Redis are
 * known to lose subscriptions on connections that look healthy; where the word does not return
 * although Redis answers, the connection is replaced.
 */
@Component
public class SubscriptionProbe implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String WORD = "?";

    private final LiveChannels channels;
    private final RedisLink link;
    private final DeliveryMetrics metrics;
    private final String channel;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("probe").factory());

    /** The first word that has not come back; 0 where none is awaited. */
    private volatile long awaitedSince;

    private volatile boolean isDeaf;
    private volatile boolean isRunning;

    SubscriptionProbe(
            LiveChannels channels, RedisLink link, PodSettings pod, DeliveryMetrics metrics) {
        this.channels = channels;
        this.link = link;
        this.metrics = metrics;
        this.channel = RedisKeys.probe(pod.id());
    }

    /** True while Redis answers and the subscription brings nothing: this pod's own trouble. */
    public boolean isDeaf() {
        return isDeaf;
    }

    @Override
    public void start() {
        isRunning = true;
        var _ = channels.open(channel, _ -> heard());
        var _ =
                timer.scheduleWithFixedDelay(
                        this::probe, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        isRunning = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    private void heard() {
        awaitedSince = 0;
        isDeaf = false;
    }

    private void probe() {
        try {
            probeOnce();
        } catch (RuntimeException e) {
            log.error("the subscription cannot be probed", e);
        }
    }

    private void probeOnce() {
        if (!link.isAnswering()) {
            // Nothing is wrong with the subscription in particular
            heard();
            return;
        }
        var now = System.nanoTime();
        if (awaitedSince == 0) {
            awaitedSince = now;
        } else if (now - awaitedSince > PATIENCE.toNanos()) {
            isDeaf = true;
            awaitedSince = now;
            metrics.deaf();
            channels.replace();
        }
        var _ = link.async().publish(channel, WORD);
    }
}
