package io.parley.chat.delivery;

import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Compares where each local room stands with its stream, so that even a lost last event is found;
 * while Redis is away, with message-service, so that push goes on slowly. Also closes rooms that
 * nobody here is in any more.
 */
@Component
class Repair implements SmartLifecycle {

    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration POLL_WITHOUT_REDIS = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final RoomFeeds feeds;
    private final StreamReader streams;
    private final RoomReader reader;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("repair").factory());
    private volatile boolean isRunning;

    Repair(RoomFeeds feeds, StreamReader streams, RoomReader reader) {
        this.feeds = feeds;
        this.streams = streams;
        this.reader = reader;
    }

    @Override
    public void start() {
        isRunning = true;
        scheduleNext();
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

    private void scheduleNext() {
        if (isRunning) {
            var delay = streams.isReachable() ? CHECK : POLL_WITHOUT_REDIS;
            var _ = timer.schedule(this::round, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void round() {
        try {
            for (var shard : feeds.shards()) {
                check(closeIdle(shard));
            }
        } catch (CompletionException shardIsBusy) {
            // the next round comes soon
        } finally {
            scheduleNext();
        }
    }

    private List<RoomId> closeIdle(Shard shard) {
        return shard.call(
                        () -> {
                            shard.actors().values().stream()
                                    .filter(actor -> actor.isIdleFor(IDLE.toNanos()))
                                    .toList()
                                    .forEach(actor -> feeds.close(shard, actor));
                            return List.copyOf(shard.actors().keySet());
                        })
                .join();
    }

    private void check(List<RoomId> rooms) {
        if (streams.isReachable()) {
            rooms.forEach(this::compareWithStream);
        } else {
            rooms.forEach(this::compareWithHistory);
        }
    }

    private void compareWithStream(RoomId room) {
        var _ = streams.top(room).thenAccept(top -> top.ifPresent(seq -> feeds.heardOf(room, seq)));
    }

    private void compareWithHistory(RoomId room) {
        try {
            feeds.heardOf(room, reader.storedHead(room));
        } catch (ServiceUnavailableException away) {
            // nobody knows better than the actor for now
        }
    }
}
