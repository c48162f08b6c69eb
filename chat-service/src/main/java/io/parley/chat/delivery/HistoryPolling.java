package io.parley.chat.delivery;

import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The slow way of live events, while the fast one is of no use: asks message-service what follows
 * in the rooms whose sequencers are not heard, every two seconds, as far as the limit allows.
 */
@Component
class HistoryPolling implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int JITTER_MS = 500;

    private static final int CONCURRENT = 32;

    private final RoomFeeds feeds;
    private final TickWatch ticks;
    private final DeliveryMetrics metrics;
    private final long gapNanos;
    private final Semaphore calls = new Semaphore(CONCURRENT);
    private final Set<RoomId> asked = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofVirtual().name("history-polling").unstarted(this::run);
    private volatile boolean isRunning;

    HistoryPolling(
            RoomFeeds feeds, TickWatch ticks, DeliveryLimits limits, DeliveryMetrics metrics) {
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / limits.pollsPerSecond();
        this.feeds = feeds;
        this.ticks = ticks;
        this.metrics = metrics;
    }

    /** Asks once for these rooms, whatever is heard of their sequencers. */
    void askFor(Collection<RoomId> rooms) {
        asked.addAll(rooms);
    }

    @Override
    public void start() {
        isRunning = true;
        thread.start();
    }

    @Override
    public void stop() {
        isRunning = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    private void run() {
        try {
            while (isRunning) {
                var next = System.nanoTime() + EVERY.toNanos();
                round();
                var jitter = ThreadLocalRandom.current().nextInt(JITTER_MS);
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(jitter);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            poll(due());
        } catch (CompletionException shardIsBusy) {
            // the next round comes soon
        }
    }

    private List<RoomId> due() {
        var due = new HashSet<>(asked);
        asked.removeAll(due);
        if (ticks.isAnyLate()) {
            feeds.rooms().stream().filter(ticks::isLate).forEach(due::add);
        }
        var shuffled = new ArrayList<>(due);
        Collections.shuffle(shuffled);
        return shuffled;
    }

    private void poll(List<RoomId> rooms) throws InterruptedException {
        for (var room : rooms) {
            calls.acquire();
            metrics.polled();
            Thread.ofVirtual().name("poll").start(() -> poll(room));
            TimeUnit.NANOSECONDS.sleep(gapNanos);
        }
    }

    private void poll(RoomId room) {
        try {
            feeds.readOn(room);
        } catch (ServiceUnavailableException | CompletionException away) {
            // the next round comes soon
        } finally {
            calls.release();
        }
    }
}
