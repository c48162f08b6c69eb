package io.parley.chat.sequencer;

import io.parley.chat.heads.Tick;
import io.parley.model.log.ChatLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The life of one consumer: poll, number, feed to Redis, commit.
 *
 * <p>It never waits for message-service, and for Redis no longer than one command's timeout: it
 * keeps polling, with partitions paused, so that the group does not take the pod for dead while
 * something else is away. One thread owns it and all that it holds.
 */
final class SequencerLoop implements ConsumerRebalanceListener {

    private static final Duration IDLE_POLL = Duration.ofMillis(250);
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final RoomStreams streams;
    private final PartitionArchive archive;
    private final SequencerMetrics metrics;
    private final Clock clock;
    private final RedisFeeder feeder;
    private final GroupOffsets offsets;
    private final SequencerPace pace;
    private final Map<TopicPartition, PartitionFeed> feeds = new HashMap<>();
    private int reconnects;
    private long nextTick = System.nanoTime();

    SequencerLoop(
            Consumer<byte[], byte[]> consumer,
            RoomStreams streams,
            PartitionArchive archive,
            SequencerMetrics metrics,
            SequencerPace pace,
            Clock clock) {
        this.consumer = consumer;
        this.streams = streams;
        this.archive = archive;
        this.metrics = metrics;
        this.pace = pace;
        this.clock = clock;
        this.feeder = new RedisFeeder(streams, metrics);
        this.offsets = new GroupOffsets(consumer);
        this.reconnects = streams.reconnects();
        consumer.subscribe(List.of(ChatLog.TOPIC), this);
    }

    /** One turn. */
    void turn() {
        pace.beforePoll();
        pace.beforeFeed(poll());
        start();
        feedAgainWhereRedisMayHaveForgotten();
        pace.fed(feeder.feed(feeds.values()));
        steer();
        tick();
    }

    /** Nothing is fetched from a new partition before it is known where to begin. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        for (var partition : partitions) {
            // Any position: without one the consumer would ask for it, and fail for a fresh group
            consumer.seek(partition, 0);
            feeds.put(partition, new PartitionFeed(partition.partition(), archive, metrics));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        var leaving = new HashMap<>(feeds);
        leaving.keySet().retainAll(Set.copyOf(partitions));
        feeder.feed(leaving.values());
        offsets.commitNow(leaving);
        // Who comes next begins behind what was fed here: nobody else would tell of it
        tick(leaving);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var feed = feeds.remove(partition);
            if (feed != null) {
                feed.cancel();
            }
        }
        offsets.forget(partitions);
    }

    private int poll() {
        var isBusy = feeds.values().stream().anyMatch(PartitionFeed::isBusy);
        try {
            var records = consumer.poll(isBusy ? BUSY_POLL : IDLE_POLL);
            for (var partition : records.partitions()) {
                var feed = feeds.get(partition);
                if (feed != null) {
                    feed.walk(records.records(partition));
                }
            }
            return records.count();
        } catch (InvalidOffsetException e) {
            e.partitions().forEach(this::stopOutOfRange);
            return 0;
        }
    }

    private void stopOutOfRange(TopicPartition partition) {
        var feed = feeds.get(partition);
        if (feed != null) {
            feed.stop("the log does not hold this offset: it was cut off or is another log");
        }
    }

    private void start() {
        var ready = new HashSet<TopicPartition>();
        feeds.forEach(
                (partition, feed) -> {
                    feed.replay().ifPresent(offset -> consumer.seek(partition, offset));
                    if (feed.canStart()) {
                        ready.add(partition);
                    }
                });
        if (!ready.isEmpty()) {
            start(ready);
        }
    }

    private void start(Set<TopicPartition> ready) {
        try {
            offsets.read(ready).forEach(this::start);
        } catch (TimeoutException kafkaDoesNotSay) {
            // The next turn asks again
        }
    }

    private void start(TopicPartition partition, OptionalLong groupOffset) {
        var feed = feeds.get(partition);
        if (feed != null) {
            feed.start(groupOffset).ifPresent(offset -> consumer.seek(partition, offset));
        }
    }

    private void feedAgainWhereRedisMayHaveForgotten() {
        var now = streams.reconnects();
        if (now != reconnects) {
            reconnects = now;
            feeds.values().forEach(PartitionFeed::feedRecentAgain);
        }
        feeds.values().stream()
                .filter(feed -> feed.pulse().takeForgotten())
                .forEach(PartitionFeed::feedRecentAgain);
    }

    /** Pauses what waits for Redis or for its start, and resumes what does not. */
    private void steer() {
        var paused = consumer.paused();
        var toPause = new HashSet<TopicPartition>();
        var toResume = new HashSet<TopicPartition>();
        feeds.forEach(
                (partition, feed) -> {
                    if (feed.wantsRecords() && paused.contains(partition)) {
                        toResume.add(partition);
                    } else if (!feed.wantsRecords() && !paused.contains(partition)) {
                        toPause.add(partition);
                    }
                });
        consumer.pause(toPause);
        consumer.resume(toResume);
    }

    private void tick() {
        if (System.nanoTime() - nextTick < 0) {
            return;
        }
        nextTick = System.nanoTime() + TICK.toNanos();
        offsets.commit(feeds);
        metrics.now(SequencerStatus.of(feeds.values(), lag()));
        tick(feeds);
    }

    private void tick(Map<TopicPartition, PartitionFeed> some) {
        var at = clock.instant();
        some.forEach(
                (partition, feed) -> {
                    if (feed.phase() instanceof PartitionFeed.Phase.Walking) {
                        tick(partition, feed, at);
                    }
                });
    }

    private void tick(TopicPartition partition, PartitionFeed feed, Instant at) {
        var delay = feed.delay(at, consumer.currentLag(partition).orElse(0));
        feed.committable()
                .ifPresent(
                        next ->
                                streams.tick(
                                        feed.partition(),
                                        Tick.write(next, at, delay.toMillis(), feed.heads())));
        var _ = streams.pulse(feed.partition()).thenAccept(feed.pulse()::beat);
    }

    private long lag() {
        return feeds.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }
}
