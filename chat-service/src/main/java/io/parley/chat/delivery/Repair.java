package io.parley.chat.delivery;

import io.parley.chat.link.RedisLink;
import io.parley.model.RoomId;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Compares where each local room stands with its stream, every few seconds and after each new
 * connection, so that even a lost last event is found. Where a stream has lost what it had,
 * message-service is asked. Also closes rooms that nobody here is in any more.
 */
@Component
class Repair implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Repair.class);
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Pods that lost Redis together do not come back to it all at once. */
    private static final int RECONNECT_JITTER_MS = 1_000;

    private final RoomFeeds feeds;
    private final StreamReader streams;
    private final RedisLink link;
    private final RedisChannels channels;
    private final HistoryPolling polling;
    private final Map<RoomId, Long> tops = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("repair").factory());
    private volatile boolean isRunning;

    Repair(
            RoomFeeds feeds,
            StreamReader streams,
            RedisLink link,
            RedisChannels channels,
            HistoryPolling polling) {
        this.feeds = feeds;
        this.streams = streams;
        this.link = link;
        this.channels = channels;
        this.polling = polling;
    }

    @Override
    public void start() {
        isRunning = true;
        channels.onConnected(this::checkSoon);
        var _ =
                timer.scheduleWithFixedDelay(
                        this::round, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
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

    private void checkSoon() {
        if (isRunning) {
            var delay = ThreadLocalRandom.current().nextInt(RECONNECT_JITTER_MS);
            var _ = timer.schedule(this::round, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void round() {
        try {
            feeds.closeIdle(IDLE);
            check(feeds.rooms());
        } catch (CompletionException shardIsBusy) {
            // the next round comes soon
        } catch (RuntimeException e) {
            log.error("a check of local rooms failed", e);
        }
    }

    private void check(Collection<RoomId> rooms) {
        tops.keySet().retainAll(rooms);
        if (link.isAnswering()) {
            rooms.forEach(this::compareWithStream);
        }
    }

    private void compareWithStream(RoomId room) {
        var _ = streams.top(room).thenAccept(top -> compare(room, top.orElse(0L)));
    }

    private void compare(RoomId room, long top) {
        var before = tops.put(room, top);
        feeds.heardOf(room, top);
        if (before != null && top < before) {
            polling.askFor(List.of(room));
        }
    }
}
