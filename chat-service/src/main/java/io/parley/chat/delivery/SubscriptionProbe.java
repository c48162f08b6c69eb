package io.parley.chat.delivery;

import io.parley.chat.link.PodSettings;
import io.parley.chat.link.RedisLink;
import io.parley.model.log.ChatLog;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes a word every second that must come back through the subscription, by each server of
 * Redis. Clients of Redis are known to lose subscriptions on connections that look healthy; where
 * the word does not return although Redis took it, the connection is replaced.
 */
@Component
public class SubscriptionProbe implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RedisChannels channels;
    private final RedisLink link;
    private final DeliveryMetrics metrics;

    /** One for each partition; one that is on each server is used. */
    private final List<String> names;

    /** The channels in use. The timer's own. */
    private final Map<String, Echo> echoes = new HashMap<>();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("probe").factory());

    private volatile boolean isDeaf;
    private volatile boolean hasHeard;
    private volatile boolean isRunning;

    SubscriptionProbe(
            RedisChannels channels, RedisLink link, PodSettings pod, DeliveryMetrics metrics) {
        this.channels = channels;
        this.link = link;
        this.metrics = metrics;
        this.names =
                IntStream.range(0, ChatLog.PARTITIONS)
                        .mapToObj(partition -> RedisKeys.probe(partition, pod.id()))
                        .toList();
    }

    /** True while Redis answers and a subscription brings nothing: this pod's own trouble. */
    public boolean isDeaf() {
        return isDeaf;
    }

    /** Whether a subscription has brought anything since the start. */
    public boolean hasHeard() {
        return hasHeard;
    }

    @Override
    public void start() {
        isRunning = true;
        var _ =
                timer.scheduleWithFixedDelay(
                        this::probe, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
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

    private void probe() {
        try {
            choose(channels.oneOfEachServer(names));
            isDeaf = false;
            echoes.forEach(this::probe);
        } catch (RuntimeException e) {
            log.error("the subscription cannot be probed", e);
        }
    }

    private void choose(List<String> chosen) {
        for (var name : chosen) {
            if (!echoes.containsKey(name)) {
                var echo = new Echo();
                echoes.put(name, echo);
                var _ = channels.open(name, word -> heard(echo, word));
            }
        }
        for (var name : List.copyOf(echoes.keySet())) {
            if (!chosen.contains(name)) {
                echoes.remove(name);
                channels.close(name);
            }
        }
    }

    private void heard(Echo echo, String word) {
        hasHeard = true;
        echo.heard(word);
    }

    private void probe(String name, Echo echo) {
        if (!link.isAnswering()) {
            // Nothing is wrong with the subscription in particular
            echo.forgive();
            return;
        }
        if (echo.isMissing()) {
            echo.forgive();
            echo.missed();
            metrics.deaf();
            channels.replace(name);
        }
        isDeaf |= echo.isDeaf();
        var word = echo.next();
        var _ = link.publish(name, Long.toString(word)).thenRun(() -> echo.isPublished(word));
    }
}
